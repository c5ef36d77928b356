/** The experiments by name. */
import type { Plan } from './plan.ts';
import { ablationPlan } from './plans/ablations.ts';
import { claim } from './plans/claim.ts';
import { scarce } from './plans/scarce.ts';

export const planNames = ['claim', 'scarce', 'ablations'] as const;
export type PlanName = (typeof planNames)[number];

export const plans: Readonly<Record<PlanName, Plan>> = { claim, scarce, ablations: ablationPlan };
