/** The same with few repair pairs a family, which is what real weaknesses have. */
import type { Arm, Comparison, Panel, Plan } from '../plan.ts';
import { allWeights, base } from './common.ts';

/** Repair pairs of each family. */
const amounts = [1, 2, 4, 8] as const;
const promptModes = ['limited', 'unlimited'] as const;

/** How RL after SFT goes; all on the same prompts. */
const ways = [
  {
    way: 'outcome',
    meaning: 'a reward for each whole completion',
    changes: { tokenAdvantageWeight: 0 },
  },
  { way: 'both', meaning: 'token rewards too, from the pairs', changes: {} },
  {
    way: 'contrast',
    meaning: 'token rewards too, from the pairs and from the contrast within a group',
    changes: { pairSource: 'both' },
  },
] as const;

const pairsOf = (amount: number) => (amount === 1 ? '1 pair' : `${amount} pairs`);

const sftArm = (amount: (typeof amounts)[number]): Arm => ({
  name: `sft-${amount}`,
  meaning: `SFT on ${pairsOf(amount)} a family, no RL`,
  changes: { pairsPerFamily: amount },
  training: 'sft',
});

const rlArms = (amount: (typeof amounts)[number]): Arm[] =>
  promptModes.flatMap((mode) =>
    ways.map(({ way, meaning, changes }) => ({
      name: `${way}-${mode}-${amount}`,
      meaning: `RL after SFT, ${pairsOf(amount)} a family, ${mode} prompts; ${meaning}`,
      changes: { pairsPerFamily: amount, scarcePrompts: mode, ...changes },
    })),
  );

const comparisons = amounts.flatMap((amount): Comparison[] =>
  promptModes.flatMap((mode) => {
    const about = `${pairsOf(amount)}, ${mode} prompts`;
    const outcome = `outcome-${mode}-${amount}`;
    return [
      { arm: `both-${mode}-${amount}`, than: outcome, meaning: `token rewards, ${about}` },
      { arm: `contrast-${mode}-${amount}`, than: outcome, meaning: `with contrast, ${about}` },
      { arm: outcome, than: `sft-${amount}`, meaning: `RL on the outcome, ${about}` },
    ];
  }),
);

const panels = amounts.flatMap((amount): Panel[] =>
  promptModes.map((mode) => ({
    title: `${pairsOf(amount)} a family, ${mode} prompts`,
    series: [
      { arm: `outcome-${mode}-${amount}`, label: 'outcome' },
      { arm: `both-${mode}-${amount}`, label: 'both' },
      { arm: `contrast-${mode}-${amount}`, label: 'both, with contrast' },
      { arm: `sft-${amount}`, label: 'SFT alone' },
    ],
  })),
);

const primary: Comparison = {
  arm: 'both-unlimited-1',
  than: 'outcome-unlimited-1',
  meaning:
    'Above 0, token rewards add to what the outcome teaches where there is one pair a family and fresh prompts besides',
};

export const scarce: Plan = {
  name: 'scarce',
  title: 'Few repair pairs',
  question: `Training sees 1, 2, 4 or 8 repair pairs of each family, drawn from the seed, in SFT as in RL. With limited prompts RL asks only for
these tasks; with unlimited ones it asks by turns for one of them and for a fresh one, which has no reference and so no token
rewards from a pair. The contrast within a group needs no pair: a completion that fails is compared with the nearest one of its
group that passes everything.`,
  steps: 40,
  common: { ...allWeights, sftSteps: 20 },
  arms: [base, ...amounts.flatMap((amount) => [sftArm(amount), ...rlArms(amount)])],
  primary,
  secondary: comparisons.filter(({ arm }) => arm !== primary.arm),
  panels,
  detailed: ['base', 'sft-1', 'outcome-unlimited-1', 'both-unlimited-1', 'contrast-unlimited-1'],
};
