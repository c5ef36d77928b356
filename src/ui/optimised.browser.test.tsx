/** The displayed advantage is the optimised one: from the tensor in the loss of a real step to the DOM. */
import type { Tensor } from '@tensorflow/tfjs';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
// This test joins the two ends of the house, which no module may.
/* eslint-disable no-restricted-imports -- see above */
import { startWasm } from '../engine/backend.ts';
import { wasmUrls } from '../engine/wasmUrls.ts';
import { spellingOracle } from '../training/testing/spellingOracle.ts';
import { createTinyTrainer } from '../training/testing/tinyTrainer.ts';
import { trainStep } from '../training/trainStep.ts';
/* eslint-enable no-restricted-imports */
import type { Rollout } from '../core/rollout.ts';
import { TokenCode } from './tokens/TokenCode.tsx';
import { TokenTable } from './tokens/TokenTable.tsx';

/** What each call of the loss on tensors was given as advantages [B,T]. */
const optimised = vi.hoisted((): number[][][] => []);

vi.mock('../training/policyLoss.ts', async (importOriginal) => {
  const original = await importOriginal<{ policyLoss: (...given: unknown[]) => unknown }>();
  return {
    policyLoss: (...given: [unknown, unknown, { advantages: Tensor }, ...unknown[]]) => {
      optimised.push(given[2].advantages.arraySync() as number[][]);
      return original.policyLoss(...given);
    },
  };
});

const holder = document.createElement('div');
const root = createRoot(holder);
document.body.append(holder);
afterEach(() => {
  root.unmount();
  holder.remove();
});

const ignore = () => undefined;
const atRest = {
  token: 0,
  cursor: 0,
  pinned: null,
  spoken: '',
  hover: ignore,
  move: ignore,
  pin: ignore,
};

function Shown({ rollouts }: { rollouts: readonly Rollout[] }) {
  return rollouts.map((rollout) => (
    <section key={`${rollout.group}.${rollout.index}`} className="shown">
      <TokenCode rollout={rollout} layer="advantage" inspection={atRest} />
      <TokenTable rollout={rollout} />
    </section>
  ));
}

it('shows, on every token and in every row, what entered the loss', async () => {
  await startWasm(wasmUrls);
  const trainer = await createTinyTrainer({
    numGenerations: 4,
    learningRate: 0.05,
    klPlacement: 'reward',
    beta: 0.5,
    seed: 3,
  });
  const run = (step: number) =>
    trainStep({ ...trainer, oracle: spellingOracle }, step, {
      onPhase: ignore,
      onRollouts: () => Promise.resolve(),
    });
  // After one step policy and reference differ, so the KL reward gives each token an advantage of its own.
  await run(1);
  optimised.length = 0;
  const { rollouts } = await run(2);
  trainer.dispose();

  root.render(<Shown rollouts={rollouts} />);
  await expect.poll(() => holder.querySelectorAll('.shown').length).toBe(rollouts.length);
  const rows = optimised.flat();
  expect(rows).toHaveLength(rollouts.length);
  const numbers = (section: Element, selector: string) =>
    [...section.querySelectorAll<HTMLElement>(selector)].map((e) => Number(e.dataset['value']));
  [...holder.querySelectorAll('.shown')].forEach((section, b) => {
    const length = rollouts[b].tokens.length;
    const inLoss = rows[b].slice(0, length);
    // The tensor holds 32-bit floats of the numbers on the page.
    expect(numbers(section, '.token').map(Math.fround)).toEqual(inLoss);
    expect(numbers(section, 'td[data-layer="advantage"]').map(Math.fround)).toEqual(inLoss);
    expect(rows[b].slice(length).every((padding) => padding === 0)).toBe(true);
  });
  expect(new Set(rows.flat()).size, 'the tokens have advantages of their own').toBeGreaterThan(20);
});
