import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { recomputeAdvantages } from '../../core/leaveOut.ts';
import type { Rollout } from '../../core/rollout.ts';
import { defaultRunConfig } from '../../core/runConfig.ts';
import { largeStep } from '../fixtures/largeStep.ts';
import { sampleGroup, sampleStep } from '../fixtures/sampleStep.ts';
import '../styles/theme.css';
import '../styles/tokens.css';
import '../styles/rollouts.css';
import '../styles/inspector.css';
import { TokenRewards, type TokenRewardsProps } from './TokenRewards.tsx';

let holder: HTMLElement;
let show: (rollout: Rollout, more?: Partial<TokenRewardsProps>) => Promise<void>;
let unmount: () => void;
let told: string[] = [];

const step = sampleStep(1, 3);
const [repaired, , , vulnerable] = step;
const rewarded = repaired.tokenAdvantages.flatMap((a, t) => (a === 0 ? [] : [t]));

beforeEach(() => {
  holder = document.createElement('div');
  document.body.append(holder);
  const root = createRoot(holder);
  told = [];
  show = async (rollout, more = {}) => {
    root.render(
      <TokenRewards
        rollouts={step}
        selected={rollout}
        config={defaultRunConfig}
        layer="advantage"
        isContrast={false}
        stepPicker={null}
        onLayer={(layer) => told.push(`layer ${layer}`)}
        onContrast={(isOn) => told.push(`contrast ${isOn}`)}
        onSelect={({ group, index }) => told.push(`select ${group}.${index}`)}
        onStep={(direction) => told.push(`step ${direction}`)}
        {...more}
      />,
    );
    await expect.element(tokenBox()).toHaveAttribute('data-layer', more.layer ?? 'advantage');
    await expect.poll(() => tokenElements().length).toBe(rollout.tokens.length);
  };
  unmount = () => {
    root.unmount();
    holder.remove();
  };
});
afterEach(() => unmount());

const tokenBox = () => page.getByRole('listbox', { name: /^Tokens of the completion/ });
const inspector = () => page.getByRole('complementary', { name: 'Why this token' });
const tokenElements = () => [
  ...holder.querySelectorAll<HTMLElement>('[role="listbox"].tokens .token'),
];
const valuesOf = (elements: readonly HTMLElement[]) =>
  elements.map((e) => Number(e.dataset['value']));
const diff = (side: string) => holder.querySelector<HTMLElement>(`.diff [data-side="${side}"]`);
const position = () =>
  inspector()
    .element()
    .textContent.match(/token (\d+)/)?.[1];

describe('tokens', () => {
  it('show the exact advantages of the rollout, in lines', async () => {
    await show(repaired);
    expect(valuesOf(tokenElements())).toEqual(repaired.advantages);
    expect(tokenElements().map((e) => e.textContent)).toEqual(repaired.tokens);
    const tops = new Set(tokenElements().map((e) => e.getClientRects()[0]?.top));
    expect(tops.size).toBeGreaterThan(2);
  });

  it('show another layer on its own scale', async () => {
    await show(repaired, { layer: 'entropy' });
    expect(valuesOf(tokenElements())).toEqual(repaired.entropy);
    await expect.element(tokenBox()).toHaveAttribute('data-scale', 'sequential');
    expect(holder.querySelectorAll('.tokens [data-credit]')).toHaveLength(0);
    const legend = page.getByRole('group', { name: 'How to read the tokens' });
    await expect.element(legend).toHaveTextContent(/> 0.5.*> 1.5.*Scale of Entropy: fixed/);
  });

  it('stand beside the same rollout in one flat colour under the outcome alone', async () => {
    await show(vulnerable, { isContrast: true });
    const [outcome, token] = holder.querySelectorAll('.contrast figure');
    const of = (figure: Element) => [...figure.querySelectorAll<HTMLElement>('.tokens .token')];
    const colours = new Set(of(outcome).map((e) => getComputedStyle(e).backgroundColor));
    expect(colours.size).toBe(1);
    expect(new Set(valuesOf(of(outcome)))).toEqual(new Set(vulnerable.outcomeAdvantages));
    expect(outcome.querySelectorAll('[data-credit]')).toHaveLength(0);
    expect(valuesOf(of(token))).toEqual(vulnerable.advantages);
    expect(token.querySelectorAll('.tokens [data-credit="minus"]').length).toBeGreaterThan(0);
    expect(outcome.textContent).toContain(`all ${vulnerable.tokens.length} tokens`);
  });

  it('with markup are shown as text and run nothing', async () => {
    const hostile =
      '<script>window.hacked = 1</script><img src="x" onerror="window.hacked = 1"><b>bold</b>';
    const rollouts = sampleGroup(1, ['return 1;', hostile]);
    await show(rollouts[1], { rollouts });
    await expect.element(tokenBox()).toHaveTextContent(/<script>.*<img src="x".*<b>bold/);
    expect(holder.querySelectorAll('script, img, b')).toHaveLength(0);
    expect(Reflect.get(window, 'hacked')).toBeUndefined();
  });
});

describe('the panes', () => {
  it('explain the token under the pointer, with numbers that add up', async () => {
    await show(repaired);
    const t = rewarded[1];
    await userEvent.hover(tokenElements()[t]);
    await expect.element(inspector()).toHaveTextContent(new RegExp(`token ${t}`));
    await expect.element(inspector().getByTestId('cause')).toHaveTextContent(/the repair added/);
    await expect.element(inspector()).toHaveTextContent(/\+0\.20/);
    await expect.element(inspector()).toHaveTextContent(/λ·G = 1 × \+0\.20/);
    await expect.element(inspector()).toHaveTextContent(/sql-lookup-17.*CWE-89.*reference pair/);
  });

  it('are linked: a token marks its hunk and reference token, and they lead back to it', async () => {
    await show(repaired);
    const t = rewarded[1];
    const { hunk, reference } = repaired.provenance[t];
    await userEvent.hover(tokenElements()[t]);
    await expect.poll(() => position()).toBe(String(t));
    const active = [...holder.querySelectorAll('.diff [data-active]')];
    expect(active.length).toBeGreaterThan(0);
    expect(active.every((e) => e.getAttribute('title') === `hunk ${(hunk ?? -1) + 1}`)).toBe(true);
    const current = [...holder.querySelectorAll('.diff [data-current]')];
    expect(reference?.text).toContain(current.map((e) => e.textContent).join(''));
    expect(current.length).toBeGreaterThan(0);

    const other = repaired.provenance.findIndex(
      (p, i) => i !== t && p.reference !== null && p.reference.start !== reference?.start,
    );
    const start = repaired.provenance[other].reference?.start ?? -1;
    const segments = [...(diff('secure')?.querySelectorAll<HTMLElement>('[data-linked]') ?? [])];
    const offsetOf = (e: HTMLElement) => {
      const range = document.createRange();
      range.selectNodeContents(diff('secure')?.querySelector('pre') ?? e);
      range.setEndBefore(e);
      return range.toString().length;
    };
    const target = segments.find((e) => offsetOf(e) === start);
    if (target === undefined) throw new Error('the diff has no segment for the reference token');
    await userEvent.click(target);
    await expect.poll(() => position()).toBe(String(other));
    await expect.element(inspector()).toHaveTextContent('pinned');
  });

  it('preview the advantages without a component, and put it back', async () => {
    await show(repaired);
    await page.getByRole('button', { name: 'exploits blocked' }).click();
    const without = recomputeAdvantages(step, defaultRunConfig, new Set(['secure'])).advantages[0];
    await expect.poll(() => valuesOf(tokenElements())).toEqual(without);
    expect(without).not.toEqual(repaired.advantages);
    const note = page.getByRole('status').filter({ hasText: 'Preview without exploits blocked' });
    await expect.element(note).toHaveTextContent(/instead of/);
    await page.getByRole('button', { name: 'Put back' }).click();
    expect(valuesOf(tokenElements())).toEqual(repaired.advantages);
  });

  it('offer no preview when the settings are not those of the run', async () => {
    await show(repaired, { config: { ...defaultRunConfig, scaleRewards: 'none' } });
    await expect.element(inspector()).toHaveTextContent(/do not come out exactly/);
    await expect.element(page.getByRole('button', { name: 'exploits blocked' })).toBeDisabled();
  });
});

describe('the keyboard', () => {
  it('moves by token, rewarded token and hunk, speaks, pins and lets go', async () => {
    await show(repaired);
    await userEvent.click(tokenBox());
    await userEvent.keyboard('{Escape}{Home}');
    expect(position()).toBe('0');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    expect(position()).toBe('1');
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(position()).toBe(String(rewarded[0]));
    const spoken = page.getByRole('status').filter({ hasText: 'Advantage' });
    await expect.element(spoken).toHaveTextContent(/Advantage \+.*the repair added/);
    await userEvent.keyboard('{Home}{]}');
    expect(position()).toBe(String(repaired.provenance.findIndex((p) => p.hunk !== null)));
    const held = position();
    await userEvent.keyboard('{Enter}');
    await expect.element(inspector()).toHaveTextContent('pinned');
    expect(told).toContain('select 0.0');
    await userEvent.hover(tokenElements()[0]);
    expect(position()).toBe(held);
    await userEvent.keyboard('{Escape}');
    await expect.element(inspector()).not.toHaveTextContent('pinned');
  });

  it('moves by line and asks for other steps', async () => {
    await show(repaired);
    await userEvent.click(tokenBox());
    await userEvent.keyboard('{Escape}{Home}{ArrowDown}');
    const before = Number(position());
    expect(repaired.tokens.slice(0, before).join('').split('\n')).toHaveLength(2);
    await userEvent.keyboard('{ArrowUp}');
    const above = repaired.tokens.slice(0, Number(position())).join('');
    expect(above).not.toContain('\n');
    await userEvent.keyboard(',.');
    expect(told.slice(-2)).toEqual(['step -1', 'step 1']);
  });

  it('keeps the focus when another rollout comes', async () => {
    await show(repaired);
    tokenBox().element().focus();
    await show(vulnerable);
    await expect.element(tokenBox()).toHaveFocus();
  });

  it('is one tab stop, and the diff goes through its matched tokens by arrows', async () => {
    await show(repaired);
    expect(holder.querySelectorAll('.tokens [tabindex]')).toHaveLength(0);
    await expect.element(tokenBox()).toHaveAttribute('tabindex', '0');
    diff('secure')?.querySelector('pre')?.focus();
    const before = position();
    await userEvent.keyboard('{ArrowRight}');
    const after = Number(position());
    expect(String(after)).not.toBe(before);
    expect(repaired.provenance[after].reference?.side).toBe('secure');
  });

  it('opens an equivalent table with T and the keys with ?', async () => {
    await show(vulnerable);
    await userEvent.click(tokenBox());
    await userEvent.keyboard('t');
    const rows = () => [...holder.querySelectorAll('.token-table tbody tr')];
    await expect.poll(() => rows().length).toBe(vulnerable.tokens.length);
    const t = vulnerable.tokenAdvantages.findIndex((a) => a < 0);
    expect(rows()[t].textContent).toMatch(/which the repair took out/);
    const cells = holder.querySelectorAll<HTMLElement>('td[data-layer="advantage"]');
    expect(valuesOf([...cells])).toEqual(vulnerable.advantages);
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(tokenBox()).toHaveFocus();
  });
});

describe('64 completions of 512 tokens', () => {
  it('cost a few elements a move, and only the rows in sight', async () => {
    const rollouts = largeStep(1);
    expect(rollouts.map((r) => r.tokens.length)).toEqual(rollouts.map(() => 512));
    await show(rollouts[0], { rollouts });
    await expect.poll(() => holder.querySelectorAll('.strip .barcode').length).toBeGreaterThan(5);
    expect(holder.querySelectorAll('.strip .barcode').length).toBeLessThan(32);
    tokenBox().element().focus();
    const touched = new Set<Node>();
    const observer = new MutationObserver((records) =>
      records.forEach(({ target }) => touched.add(target)),
    );
    observer.observe(tokenBox().element(), { subtree: true, childList: true, attributes: true });
    await userEvent.keyboard('{Home}{ArrowRight}{ArrowRight}');
    await expect.poll(() => position()).toBe('2');
    observer.disconnect();
    // The box's active descendant, the tokens passed, and those of one hunk.
    expect(touched.size).toBeLessThan(16);
  });
});
