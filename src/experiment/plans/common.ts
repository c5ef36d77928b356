/** What the plans have in common. */
import type { Arm } from '../plan.ts';

/** Where every run begins; what training costs in code that works is counted from it. */
export const base: Arm = {
  name: 'base',
  meaning: 'the shipped model, untrained',
  changes: {},
  training: 'none',
};
