/** Alarms: what in the metrics of a run points to reward hacking or to training that no longer works. Pure. */
import { z } from 'zod';
import type { MetricName } from './metrics.ts';
import type { RunConfig } from './runConfig.ts';
import type { MetricsAtStep, RunHistory } from './runHistory.ts';
import { mean } from './statistics.ts';

export const alarmKindSchema = z.enum([
  'length-collapse',
  'parse-fail',
  'repeated-marked',
  'reward-gap',
  'zero-variance',
  'kl-blow-up',
  'entropy-collapse',
]);
export type AlarmKind = z.infer<typeof alarmKindSchema>;

export const alarmSchema = z.object({
  kind: alarmKindSchema,
  /** Where it began; an alarm that goes on is not raised again. */
  step: z.number().int(),
  /** What was measured, and the threshold that it passed. */
  value: z.number(),
  limit: z.number(),
});
export type Alarm = z.infer<typeof alarmSchema>;

export type AlarmSettings = Pick<
  RunConfig,
  | 'alarmLengthCollapse'
  | 'alarmParseFail'
  | 'alarmRepeatedMarked'
  | 'alarmFuncSecDrop'
  | 'alarmZeroVariance'
  | 'alarmKl'
  | 'alarmEntropy'
>;

/** Steps whose mean is looked at: single batches differ too much. */
const window = 3;

/** A step of RL; those of SFT have no reward. */
const isOfRl = ({ metrics }: MetricsAtStep) => 'reward' in metrics;

const headline = 'eval/func-sec@1' satisfies MetricName;

interface Reading {
  readonly value: number;
  readonly limit: number;
  readonly isRaised: boolean;
}
type Look = (past: readonly MetricsAtStep[], history: RunHistory) => Reading | null;

/** What each alarm sees in the RL steps so far; null where there is too little to see. */
function looksOf(settings: AlarmSettings): Record<AlarmKind, Look> {
  const above = (name: MetricName, limit: number): Look => {
    return (past) => {
      const value = recentMean(past, name);
      return value === null ? null : { value, limit, isRaised: value > limit };
    };
  };
  return {
    'length-collapse': above('hack/length_collapse', settings.alarmLengthCollapse),
    'parse-fail': above('hack/parse_fail', settings.alarmParseFail),
    'repeated-marked': above('hack/repeated_marked', settings.alarmRepeatedMarked),
    'reward-gap': (past, history) => rewardGap(past, history, settings.alarmFuncSecDrop),
    'zero-variance': above('frac_reward_zero_std', settings.alarmZeroVariance),
    'kl-blow-up': (past) => {
      const value = past.at(-1)?.metrics['kl'];
      const limit = settings.alarmKl;
      return value === undefined ? null : { value, limit, isRaised: value > limit };
    },
    'entropy-collapse': (past) => {
      const first = past[0]?.metrics['entropy'];
      const value = recentMean(past, 'entropy');
      if (first === undefined || value === null) return null;
      const limit = settings.alarmEntropy * first;
      return { value, limit, isRaised: value < limit };
    },
  };
}

/** The mean of a metric over the latest steps; null before there are so many that have it. */
function recentMean(past: readonly MetricsAtStep[], name: MetricName): number | null {
  const values = past.slice(-window).flatMap(({ metrics }) => metrics[name] ?? []);
  return values.length < window ? null : mean(values);
}

/** How far the newest validation is below the best one before it, where the reward was lower then. */
function rewardGap(
  past: readonly MetricsAtStep[],
  { evaluations }: RunHistory,
  limit: number,
): Reading | null {
  const upTo = past.at(-1)?.step ?? 0;
  const known = evaluations.filter(({ step }) => step <= upTo);
  const newest = known.at(-1);
  if (newest === undefined) return null;
  const best = known.reduce((a, b) => (b.metrics[headline] > a.metrics[headline] ? b : a));
  // Before three RL steps the first three stand for it.
  const earliest = past[window - 1]?.step ?? 0;
  const rewardAt = (at: number) =>
    recentMean(
      past.filter(({ step }) => step <= Math.max(at, earliest)),
      'reward',
    );
  const [now, then] = [rewardAt(newest.step), rewardAt(best.step)];
  if (now === null || then === null) return null;
  const value = best.metrics[headline] - newest.metrics[headline];
  return { value, limit, isRaised: value > limit && now > then };
}

/** What is wrong after the first `count` RL steps. */
function raisedAt(
  settings: AlarmSettings,
  history: RunHistory,
  rl: readonly MetricsAtStep[],
  count: number,
): Alarm[] {
  const past = rl.slice(0, count);
  const step = past.at(-1)?.step;
  if (step === undefined) return [];
  // Object.entries forgets the names that the record's type holds.
  const looks = Object.entries(looksOf(settings)) as [AlarmKind, Look][];
  return looks.flatMap(([kind, look]) => {
    const reading = look(past, history);
    if (reading === null || !reading.isRaised) return [];
    return [{ kind, step, value: reading.value, limit: reading.limit }];
  });
}

/** The alarms that begin with the newest RL step: those that the step before it did not have. */
export function newAlarms(settings: AlarmSettings, history: RunHistory): Alarm[] {
  const rl = history.steps.filter(isOfRl);
  const before = raisedAt(settings, history, rl, rl.length - 1).map(({ kind }) => kind);
  return raisedAt(settings, history, rl, rl.length).filter(({ kind }) => !before.includes(kind));
}

/** All alarms of a history, in the order of steps. */
export function alarmsOf(settings: AlarmSettings, history: RunHistory): Alarm[] {
  const rl = history.steps.filter(isOfRl);
  let before: AlarmKind[] = [];
  return rl.flatMap((_, i) => {
    const raised = raisedAt(settings, history, rl, i + 1);
    const begun = raised.filter(({ kind }) => !before.includes(kind));
    before = raised.map(({ kind }) => kind);
    return begun;
  });
}
