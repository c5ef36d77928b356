/**
 * Which stage the next step belongs to, and what ends each. Steps are numbered through all stages. The answer follows
 * from the settings and the history alone, so a resumed run takes the same way.
 */
import { FailureError } from './failure.ts';
import type { MetricName } from './metrics.ts';
import type { RunConfig } from './runConfig.ts';
import type { RunHistory } from './runHistory.ts';
import type { Stage } from './stage.ts';
import { mean } from './statistics.ts';

export type StageSettings = Pick<
  RunConfig,
  | 'sftSteps'
  | 'sftStopLoss'
  | 'maxSteps'
  | 'outcomeSteps'
  | 'outcomeStopFuncSec'
  | 'stopFuncSec'
  | 'tokenAdvantageWeight'
>;

/** SFT steps whose losses are averaged for its stop rule: single batches differ too much. */
const lossWindow = 5;

const headline = 'eval/func-sec@1' satisfies MetricName;
const sftLoss = 'sft/loss' satisfies MetricName;

/** Steps of all stages, when no stop rule ends one early. */
export const totalSteps = ({ sftSteps, maxSteps }: Pick<RunConfig, 'sftSteps' | 'maxSteps'>) =>
  sftSteps + maxSteps;

/** @throws FailureError 'config-invalid' when there is nothing to do */
export function requireSteps(config: Pick<RunConfig, 'sftSteps' | 'maxSteps'>): void {
  if (totalSteps(config) > 0) return;
  throw new FailureError({
    code: 'config-invalid',
    message: 'This run has no step: SFT steps and RL steps are both 0.',
    hint: 'Raise one of them, or choose a preset.',
    step: null,
  });
}

/** How many SFT and RL steps a history holds. */
export function stepsDone({ steps, stages }: RunHistory): { sft: number; rl: number } {
  const last = steps.at(-1)?.step ?? 0;
  const firstOfRl = stages.find(({ stage }) => stage !== 'sft')?.from ?? last + 1;
  const sft = stages[0]?.stage === 'sft' ? firstOfRl - 1 : 0;
  return { sft, rl: last - sft };
}

/**
 * The stage of the next step, or null when the run is done.
 * sft: until sftSteps, or until its mean loss is at most sftStopLoss.
 * outcome: until outcomeSteps, or until a validation in it is above outcomeStopFuncSec; to the end when the
 * token term has no weight or outcomeSteps leaves no step for it.
 * token: the rest of maxSteps. The last of both ends when a validation in it is above stopFuncSec.
 */
export function nextStage(config: StageSettings, history: RunHistory): Stage | null {
  const { sft, rl } = stepsDone(history);
  const isInSft = rl === 0 && (history.stages.at(-1)?.stage ?? 'sft') === 'sft';
  if (isInSft && sft < config.sftSteps && !hasLearntRepairs(config, history)) return 'sft';
  if (rl >= config.maxSteps) return null;
  const isPast = (stage: Stage, limit: number) => hasReached(history, stage, limit);
  const hasTokenStage = config.tokenAdvantageWeight > 0 && config.outcomeSteps < config.maxSteps;
  if (!hasTokenStage) return isPast('outcome', config.stopFuncSec) ? null : 'outcome';
  const isOutcomeOver = rl >= config.outcomeSteps || isPast('outcome', config.outcomeStopFuncSec);
  if (!isOutcomeOver) return 'outcome';
  return isPast('token', config.stopFuncSec) ? null : 'token';
}

function hasLearntRepairs({ sftStopLoss }: StageSettings, { steps }: RunHistory): boolean {
  const losses = steps.slice(-lossWindow).map(({ metrics }) => metrics[sftLoss]);
  return losses.length === lossWindow && mean(losses) <= sftStopLoss;
}

/** Whether a validation inside a stage was above the limit; none is above 1. */
function hasReached({ evaluations, stages }: RunHistory, stage: Stage, limit: number): boolean {
  const from = stages.find((start) => start.stage === stage)?.from ?? Infinity;
  return evaluations.some(({ step, metrics }) => step >= from && metrics[headline] > limit);
}

/** The settings that a step of a stage trains with. */
export const stageConfig = (config: RunConfig, stage: Stage): RunConfig =>
  stage === 'outcome' ? { ...config, tokenAdvantageWeight: 0 } : config;

/** Whether the KL reference is what SFT left, and no longer the model that the run began from. */
export const isReferenceMoved = ({ stages }: Pick<RunHistory, 'stages'>): boolean =>
  stages.length > 1 && stages[0].stage === 'sft';
