/** One optimizer step, top to bottom: the data's walk from prompts to metrics. */
import { policyLoss } from '../core/objective.ts';
import type { Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { stepMetrics } from '../core/stepMetrics.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { Transformer } from '../model/transformer.ts';
import type { Oracle } from '../oracle/oracle.ts';
import { judgeCompletions } from './judging.ts';
import type { MemoryPlan } from './memoryPlan.ts';
import type { Optimizer } from './optimizer.ts';
import { rewardCompletions } from './rewards.ts';
import { describeRollouts } from './rollouts.ts';
import { drawPrompts, sampleCompletions, type SampledCompletion } from './sampling.ts';
import { scoreFrozen } from './scoring.ts';
import type { TaskSource } from './taskSource.ts';
import { scheduledRate, updatePolicy } from './update.ts';

/** What a run trains with. */
export interface Trainer {
  readonly config: RunConfig;
  readonly policy: Transformer;
  /** Frozen copy of the policy before the run. */
  readonly reference: Transformer;
  readonly tokenizer: Tokenizer;
  readonly optimizer: Optimizer;
  readonly oracle: Oracle;
  /** What it trains on. */
  readonly tasks: TaskSource;
  /** How a step is split so that it fits. */
  readonly memory: MemoryPlan;
}

export type StepPhase = 'generate' | 'judge' | 'reward' | 'update';

export interface StepListener {
  readonly onPhase: (phase: StepPhase, done: number, total: number) => void;
  /** Rollouts with their advantages, before the update; the ratio is still 1. Awaited. */
  readonly onRollouts: (rollouts: Rollout[]) => Promise<void>;
}

export interface StepResult {
  /** Keys as in core/metrics.ts, step_time and num_tokens apart. */
  readonly metrics: Record<string, number>;
  /** The same rollouts with what the update saw. */
  readonly rollouts: Rollout[];
  /** Prompt and completion tokens of the step. */
  readonly tokens: number;
}

const writtenIn = (rows: readonly SampledCompletion[]) =>
  rows.map(({ task, text }) => ({ task, completion: text.text }));

/** @throws FailureError when numbers stop being finite; the policy then holds its last good weights. */
export async function trainStep(
  { config, policy, reference, tokenizer, optimizer, oracle, tasks: source, memory }: Trainer,
  step: number,
  { onPhase, onRollouts }: StepListener,
): Promise<StepResult> {
  const tasks = drawPrompts(config, step, source); // [P]
  const report = (done: number, total: number) => onPhase('generate', done, total);
  const rows = await sampleCompletions(policy, tokenizer, tasks, config, step, report); // [B]

  onPhase('judge', 0, rows.length);
  const [outcomes, refLogprobs] = await Promise.all([
    judgeCompletions(oracle, source.analyser, writtenIn(rows)), // [B]
    scoreFrozen(reference, rows, config.temperature, memory.slots), // [B,T]
  ]);

  onPhase('reward', 0, 1);
  const rewarded = rewardCompletions(rows, outcomes, tokenizer, config); // advantages [B,T]
  const { advantages, completionMask } = rewarded;
  const oldLogprobs = rows.map((r) => r.oldLogprobs); // [B,T]
  const batch = { oldLogprobs, refLogprobs, advantages, completionMask };
  const describe = (logprobs: readonly (readonly number[])[]) => {
    const seen = policyLoss({ ...batch, logprobs }, config); // reference on plain arrays
    const parts = { rows, rewarded, refLogprobs, logprobs, policy: seen };
    return { seen, rollouts: describeRollouts(step, tokenizer.endToken.name, parts) };
  };
  await onRollouts(describe(oldLogprobs).rollouts);

  let update = { loss: 0, gradNorm: 0, logprobs: oldLogprobs.map((r) => [...r]) }; // [B,T]
  const scheduled = { ...config, learningRate: scheduledRate(config, step) };
  for (let i = 0; i < config.numIterations; i++) {
    onPhase('update', i, config.numIterations);
    update = await updatePolicy(policy, optimizer, { rows, ...batch }, scheduled, memory.slots);
  }

  const { seen, rollouts } = describe(update.logprobs);
  const arrays = {
    ...rewarded,
    groups: rows.map((r) => r.group),
    lengths: rows.map((r) => r.text.ids.length),
    referenceLengths: rows.map((r) => tokenizer.encode(r.task.pair.secure).length + 1),
    isTruncated: rows.map((r) => r.isTruncated),
    entropy: rows.map((r) => r.entropy),
    policy: { ...seen, loss: update.loss },
  };
  const tokens = rows.reduce((sum, r) => sum + r.promptIds.length + r.text.ids.length, 0);
  return { metrics: { ...stepMetrics(arrays), grad_norm: update.gradNorm }, rollouts, tokens };
}
