/** What the parts of the token term are worth: each arm changes one of them. */
import type { Arm, Panel, Plan } from '../plan.ts';
import { allWeights, base } from './common.ts';

interface Ablation extends Arm {
  /** The panel that its curve is in. */
  readonly panel: string;
}

const standard: Arm = {
  name: 'standard',
  meaning: 'RL from the base model on outcome and token rewards, nothing changed',
  changes: {},
};

const gae = { advantageEstimator: 'gae' } as const;

const ablations: readonly Ablation[] = [
  {
    name: 'diff-token',
    meaning: 'the diff over token ids',
    changes: { diffLevel: 'token' },
    panel: 'Diff level',
  },
  {
    name: 'diff-line',
    meaning: 'the diff over lines',
    changes: { diffLevel: 'line' },
    panel: 'Diff level',
  },
  {
    name: 'diff-char',
    meaning: 'the diff over characters',
    changes: { diffLevel: 'char' },
    panel: 'Diff level',
  },
  {
    name: 'diff-mix',
    meaning: 'characters of the repair, lines of the vulnerable side',
    changes: { diffLevel: 'mix' },
    panel: 'Diff level',
  },
  {
    name: 'no-anchors',
    meaning: 'no penalty where the inserted code is missing',
    changes: { insertionAnchors: false },
    panel: 'Anchors and penalties',
  },
  {
    name: 'no-penalty',
    meaning: 'only secure tokens are rewarded, R⁻ = 0',
    changes: { vulnerablePenalty: 0 },
    panel: 'Anchors and penalties',
  },
  {
    name: 'balanced',
    meaning: 'each hunk is worth the same',
    changes: { tokenRewardScheme: 'balanced' },
    panel: 'Anchors and penalties',
  },
  {
    name: 'alpha-0.05',
    meaning: 'a quarter of α',
    changes: { alpha: 0.05 },
    panel: 'Secure token reward α',
  },
  {
    name: 'alpha-1',
    meaning: 'five times α',
    changes: { alpha: 1 },
    panel: 'Secure token reward α',
  },
  {
    name: 'discount-0.9',
    meaning: 'token rewards go back to earlier tokens, γ = 0.9',
    changes: { tokenGamma: 0.9 },
    panel: 'Token discount γ',
  },
  {
    name: 'discount-1',
    meaning: 'a token reward goes to every earlier token, γ = 1',
    changes: { tokenGamma: 1 },
    panel: 'Token discount γ',
  },
  {
    name: 'gae',
    meaning: 'a critic and GAE, γ = 1, λ = 0.95',
    changes: gae,
    panel: 'Critic, γ and λ',
  },
  {
    name: 'gae-late',
    meaning: 'a critic and GAE, γ = 1, λ = 1: a late penalty is charged to every earlier token',
    changes: { ...gae, lam: 1 },
    panel: 'Critic, γ and λ',
  },
  {
    name: 'gae-near',
    meaning: 'a critic and GAE, γ = 1, λ = 0.5',
    changes: { ...gae, lam: 0.5 },
    panel: 'Critic, γ and λ',
  },
  {
    name: 'whitened',
    meaning: 'advantages divided by their standard deviation',
    changes: { whitenAdvantages: true },
    panel: 'Whitening',
  },
  {
    name: 'whitened-shifted',
    meaning: 'the same, with their mean taken off, so that neutral tokens leave 0',
    changes: { whitenAdvantages: true, shiftMean: true },
    panel: 'Whitening',
  },
];

const panels = [...new Set(ablations.map(({ panel }) => panel))].map((title): Panel => ({
  title,
  series: [standard, ...ablations.filter(({ panel }) => panel === title)].map(({ name }) => ({
    arm: name,
    label: name,
  })),
}));

export const ablationPlan: Plan = {
  name: 'ablations',
  title: 'What the parts of the token term are worth',
  question: `Each arm changes one thing of the standard one, which starts from the base model and has all repair pairs.`,
  steps: 40,
  common: allWeights,
  arms: [base, standard, ...ablations],
  primary: {
    arm: 'standard',
    than: 'no-anchors',
    meaning:
      'Above 0, it helps to charge a missing check to the token before which the repair would put it',
  },
  secondary: ablations
    .filter(({ name }) => name !== 'no-anchors')
    .map(({ name, meaning }) => ({ arm: 'standard', than: name, meaning })),
  panels,
  detailed: ['standard', 'no-anchors'],
};
