import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Rollout } from '../../core/rollout.ts';
import { sampleGroup, sampleStep } from '../fixtures/sampleStep.ts';
import type { AdvantageLayer } from '../state/store.ts';
import '../styles/theme.css';
import '../styles/tokens.css';
import { RolloutView } from './RolloutView.tsx';

let holder: HTMLElement;
let show: (rollout: Rollout, layer?: AdvantageLayer) => Promise<void>;
let unmount: () => void;
let holds = 0;

beforeEach(() => {
  holder = document.createElement('div');
  document.body.append(holder);
  const root = createRoot(holder);
  holds = 0;
  show = async (rollout, layer = 'token') => {
    root.render(<RolloutView rollout={rollout} layer={layer} onHold={() => (holds += 1)} />);
    await expect.element(tokenBox()).toHaveAttribute('data-layer', layer);
  };
  unmount = () => {
    root.unmount();
    holder.remove();
  };
});
afterEach(() => unmount());

const tokenBox = () => page.getByRole('listbox', { name: /^Tokens of the completion/ });
const inspector = () => page.getByRole('complementary', { name: 'Why this token' });
const tokenElements = () => [...holder.querySelectorAll<HTMLElement>('.tokens .token')];
const [repaired, , , vulnerable] = sampleStep(1, 3);
const rewarded = repaired.tokenAdvantages.flatMap((a, t) => (a === 0 ? [] : [t]));

describe('tokens', () => {
  it.each([repaired, vulnerable])('show the exact advantages of the rollout', async (rollout) => {
    await show(rollout);
    const shown = tokenElements().map((e) => Number(e.dataset['advantage']));
    expect(shown).toEqual(rollout.advantages);
    expect(tokenElements().map((e) => e.textContent)).toEqual(rollout.tokens);
  });

  it('have one flat colour under the outcome alone, and more under token rewards', async () => {
    const colours = () => new Set(tokenElements().map((e) => getComputedStyle(e).backgroundColor));
    await show(vulnerable);
    expect(holder.querySelectorAll('.tokens [data-credit="minus"]').length).toBeGreaterThan(0);
    await show(vulnerable, 'outcome');
    expect(colours().size).toBe(1);
    expect(holder.querySelectorAll('.tokens [data-credit]').length).toBe(0);
    const shown = new Set(tokenElements().map((e) => Number(e.dataset['advantage'])));
    expect(shown).toEqual(new Set([vulnerable.outcomeAdvantage]));
  });

  it('with markup are shown as text and run nothing', async () => {
    const hostile =
      '<script>window.hacked = 1</script><img src="x" onerror="window.hacked = 1"><b>bold</b>';
    const [, rollout] = sampleGroup(1, ['return 1;', hostile]);
    await show(rollout);
    await expect.element(tokenBox()).toHaveTextContent(/<script>.*<img src="x".*<b>bold/);
    expect(holder.querySelectorAll('script, img, b')).toHaveLength(0);
    expect(Reflect.get(window, 'hacked')).toBeUndefined();
  });

  it('break the line where the code does', async () => {
    await show(repaired);
    const tops = new Set(tokenElements().map((e) => e.getClientRects()[0]?.top));
    expect(tops.size).toBeGreaterThan(2);
  });
});

describe('the inspector', () => {
  it('explains the token under the pointer, with numbers that add up', async () => {
    await show(repaired);
    const t = rewarded[1];
    await userEvent.hover(tokenElements()[t]);
    await expect.element(inspector()).toHaveTextContent(new RegExp(`token ${t}`));
    await expect.element(inspector().getByTestId('cause')).toHaveTextContent(/the repair added/);
    await expect.element(inspector()).toHaveTextContent(/\+0\.20/);
    await expect.element(inspector()).toHaveTextContent(/sql-lookup-17.*CWE-89/);
  });

  it('marks the hunk that gave the evidence in the pair', async () => {
    await show(repaired);
    await userEvent.hover(tokenElements()[rewarded[0]]);
    const hunk = repaired.provenance[rewarded[0]].hunk ?? -1;
    const active = [...holder.querySelectorAll('mark[data-active]')];
    expect(active.length).toBeGreaterThan(0);
    expect(active.every((e) => e.getAttribute('title') === `hunk ${hunk + 1}`)).toBe(true);
  });
});

describe('the keyboard', () => {
  const position = () =>
    inspector()
      .element()
      .textContent.match(/token (\d+)/)?.[1];

  it('moves by token and by rewarded token, speaks, pins and lets go', async () => {
    await show(repaired);
    await userEvent.click(tokenBox());
    await userEvent.keyboard('{Escape}{Home}');
    expect(position()).toBe('0');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    expect(position()).toBe('1');
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(position()).toBe(String(rewarded[0]));
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent(/advantage \+.*the repair added/);
    await userEvent.keyboard('{Enter}');
    await expect.element(inspector()).toHaveTextContent('pinned');
    expect(holds).toBeGreaterThan(0);
    await userEvent.hover(tokenElements()[0]);
    expect(position()).toBe(String(rewarded[0]));
    await userEvent.keyboard('{Escape}');
    await expect.element(inspector()).not.toHaveTextContent('pinned');
  });

  it('moves by line', async () => {
    await show(repaired);
    await userEvent.click(tokenBox());
    await userEvent.keyboard('{Escape}{Home}{ArrowDown}');
    const before = Number(position());
    expect(repaired.tokens.slice(0, before).join('').split('\n')).toHaveLength(2);
    await userEvent.keyboard('{ArrowUp}');
    const above = repaired.tokens.slice(0, Number(position())).join('');
    expect(above).not.toContain('\n');
  });

  it('is one tab stop', async () => {
    await show(repaired);
    expect(holder.querySelectorAll('.tokens [tabindex]')).toHaveLength(0);
    await expect.element(tokenBox()).toHaveAttribute('tabindex', '0');
  });

  it('opens an equivalent table with T', async () => {
    await show(vulnerable);
    await userEvent.click(tokenBox());
    await userEvent.keyboard('t');
    const rows = () => [...holder.querySelectorAll('.token-table tbody tr')];
    await expect.poll(() => rows().length).toBe(vulnerable.tokens.length);
    const t = vulnerable.tokenAdvantages.findIndex((a) => a < 0);
    expect(rows()[t].textContent).toMatch(/which the repair took out/);
  });
});
