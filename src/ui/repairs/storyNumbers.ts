/** What one item took, and how a revision differs from what was before it. Pure. */
import { repairSchema } from '../../vul2safe/answers.ts';
import type { Settings } from '../../vul2safe/settings.ts';
import type { Step, Story } from '../../vul2safe/contract.ts';

export interface StoryNumbers {
  readonly calls: number;
  readonly tokens: number;
  readonly cost: number;
  /** The endpoint did not tell how many tokens a call took. */
  readonly isEstimated: boolean;
}

/** Of the calls that the story stands on, whenever they were made. */
export function numbersOf({ steps }: Story, price: Settings['price']): StoryNumbers {
  let [calls, tokens, cost, isEstimated] = [0, 0, 0, false];
  for (const step of steps) {
    if (step.kind !== 'call') continue;
    const { promptTokens, completionTokens } = step.usage;
    calls += step.answers.length;
    tokens += promptTokens + completionTokens;
    cost += (promptTokens * price.prompt + completionTokens * price.completion) / 1e6;
    isEstimated ||= step.usage.isEstimated;
  }
  return { calls, tokens, cost, isEstimated };
}

/** The code that a step starts from: that of the last repair or revision before it, else the source. */
export function codeBefore(steps: readonly Step[], at: number, source: string): string {
  const before = steps.slice(0, at).flatMap((step) => {
    if (step.kind !== 'call' || (step.stage !== 'repair' && step.stage !== 'revise')) return [];
    const repair = repairSchema.safeParse(step.value);
    return repair.success ? [repair.data.code] : [];
  });
  return before.at(-1) ?? source;
}
