/** Named starting points of a run: each is the table of settings with some values changed. */
import {
  defaultRunConfig,
  runConfigSchema,
  type RunConfig,
  type SettingName,
} from './runConfig.ts';
import { settings } from './settings.ts';

export interface Preset {
  readonly title: string;
  readonly meaning: string;
  readonly changes: Partial<RunConfig>;
}

/** PPO with the defaults of TRL's PPOConfig; its mean shift is left out, which would move tokens without credit. */
const ppo = {
  advantageEstimator: 'gae',
  numIterations: 4,
  epsilonHigh: 0.2,
  klPlacement: 'reward',
  beta: 0.05,
  whitenAdvantages: true,
  targetModules: 'all',
  learningRate: 2.5e-4,
} as const satisfies Partial<RunConfig>;

export const presets = {
  'token-grpo': {
    title: 'Token GRPO (default)',
    meaning:
      'Token-level rewards on top of GRPO, from the first step; every setting at its default.',
    changes: {},
  },
  srcode: {
    title: 'SRCode (paper)',
    meaning:
      'The three stages of the paper: SFT on the repairs, PPO with GAE on the outcome, then with token-level rewards. How long each lasts is ours.',
    changes: { ...ppo, sftSteps: 20, outcomeSteps: 15 },
  },
  outcome: {
    title: 'Outcome only',
    meaning: 'GRPO on the outcome reward alone, the baseline of token-level rewards.',
    changes: { tokenAdvantageWeight: 0 },
  },
  sft: {
    title: 'SFT only',
    meaning: 'Supervised steps on the repairs and no RL.',
    changes: { sftSteps: 40, maxSteps: 0 },
  },
  ppo: {
    title: 'PPO',
    meaning: 'Token-level rewards with PPO: a critic and GAE in place of the group mean, no SFT.',
    changes: ppo,
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

/** In table order. */
// Object.keys forgets the names that the table's type holds.
export const presetNames = Object.keys(presets) as PresetName[];

/** The settings of a preset. The seed is no part of it. */
export const presetConfig = (name: PresetName, seed = defaultRunConfig.seed): RunConfig =>
  runConfigSchema.parse({ ...presets[name].changes, seed });

/** The preset that these settings are, whatever their seed; null when they are none. */
export function presetOf(config: RunConfig): PresetName | null {
  const isSame = (name: PresetName) => {
    const preset = presetConfig(name, config.seed);
    return Object.keys(settings).every(
      // Object.keys forgets the names that the table's type holds.
      (key) => preset[key as SettingName] === config[key as SettingName],
    );
  };
  return presetNames.find(isSame) ?? null;
}
