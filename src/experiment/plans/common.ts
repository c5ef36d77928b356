/** What the plans have in common. */
import type { RunConfig } from '../../core/runConfig.ts';
import type { Arm } from '../plan.ts';

/** Where every run begins; what training costs in code that works is counted from it. */
export const base: Arm = {
  name: 'base',
  meaning: 'the shipped model, untrained',
  changes: {},
  training: 'none',
};

/** RL of all weights, as in the paper, and not of the part that loses least of what the base can do. */
export const allWeights = {
  targetModules: 'all',
  learningRate: 2.5e-4,
} as const satisfies Partial<RunConfig>;
