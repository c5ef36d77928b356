/** One optimizer step, top to bottom: the data's walk from prompts to metrics. */
import { computeAdvantages } from '../core/advantages.ts';
import { sampledKl, type KlController } from '../core/klController.ts';
import { miniBatches } from '../core/miniBatches.ts';
import { policyLoss } from '../core/objective.ts';
import { repeatsMarked } from '../core/repeatedMarks.ts';
import type { Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { stepMetrics } from '../core/stepMetrics.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { Transformer } from '../model/transformer.ts';
import type { Oracle } from '../oracle/oracle.ts';
import { scoreValues, type Critic } from './critic.ts';
import { judgeCompletions } from './judging.ts';
import type { MemoryPlan } from './memoryPlan.ts';
import type { Optimizer } from './optimizer.ts';
import { rewardCompletions } from './rewards.ts';
import { describeRollouts } from './rollouts.ts';
import { drawPrompts, sampleCompletions, type SampledCompletion } from './sampling.ts';
import { scoreFrozen } from './scoring.ts';
import type { TaskSource } from './taskSource.ts';
import { notUpdated, updatePass } from './update.ts';
import { updateMetrics } from './updateMetrics.ts';

/** What a run trains with. */
export interface Trainer {
  /** For a step: of its stage, with the learning rate of the step. */
  readonly config: RunConfig;
  readonly policy: Transformer;
  /** Frozen copy of the policy at the first RL step. */
  readonly reference: Transformer;
  readonly tokenizer: Tokenizer;
  readonly optimizer: Optimizer;
  /** Only gae has one. */
  readonly critic: Critic | null;
  /** Has the β of the next step, in place of config's. */
  readonly klController: KlController;
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
  trainer: Trainer,
  step: number,
  { onPhase, onRollouts }: StepListener,
): Promise<StepResult> {
  const { policy, critic, reference, tokenizer, oracle, tasks: source, klController } = trainer;
  const config = { ...trainer.config, beta: klController.beta() };
  const { slots } = trainer.memory;
  const tasks = drawPrompts(config, step, source); // [P]
  const report = (done: number, total: number) => onPhase('generate', done, total);
  const rows = await sampleCompletions(policy, tokenizer, tasks, config, step, report); // [B]

  onPhase('judge', 0, rows.length);
  const [outcomes, refLogprobs] = await Promise.all([
    judgeCompletions(oracle, source.analyser, writtenIn(rows)), // [B]
    scoreFrozen(reference, rows, config.temperature, slots), // [B,T]
  ]);
  const values = critic && (await scoreValues(policy, critic, rows, slots)); // [B,T]

  onPhase('reward', 0, 1);
  const rewarded = rewardCompletions(rows, outcomes, tokenizer, config); // token rewards [B,T]
  const { completionMask } = rewarded;
  const sampled = {
    groups: rows.map((r) => r.group), // [B]
    oldLogprobs: rows.map((r) => r.oldLogprobs), // [B,T]
    entropy: rows.map((r) => r.entropy), // [B,T]
    refLogprobs,
    values,
  };
  const credited = computeAdvantages({ ...rewarded, ...sampled }, config); // advantages [B,T]
  const { advantages, returns } = credited;
  const describe = (logprobs: readonly (readonly number[])[]) => {
    const policy = policyLoss({ ...sampled, logprobs, advantages, completionMask }, config);
    const parts = { rows, rewarded, credited, values, refLogprobs, logprobs, policy };
    return { policy, rollouts: describeRollouts(step, tokenizer.endToken.name, parts) };
  };
  await onRollouts(describe(sampled.oldLogprobs).rollouts);

  const batch = { rows, refLogprobs, advantages, completionMask, values, returns };
  let update = notUpdated(sampled.oldLogprobs); // log-probabilities [B,T]
  for (let pass = 0; pass < config.numIterations; pass++) {
    onPhase('update', pass, config.numIterations);
    const parts = miniBatches(rows.length, config, step, pass);
    update = await updatePass(trainer, batch, parts, config, slots);
    if (pass === 0) klController.update(sampledKl(sampled, completionMask), rows.length);
  }

  const { policy: seen, rollouts } = describe(update.logprobs);
  const arrays = {
    ...rewarded,
    ...sampled,
    lengths: rows.map((r) => r.text.ids.length),
    referenceLengths: rows.map((r) => tokenizer.encode(r.task.pair.secure).length + 1),
    repeatsMarked: rows.map((r) => repeatsMarked(r.text.text, r.task.pair)),
    isTruncated: rows.map((r) => r.isTruncated),
    policy: { ...seen, loss: update.loss },
  };
  const tokens = rows.reduce((sum, r) => sum + r.promptIds.length + r.text.ids.length, 0);
  const metrics = { ...stepMetrics(arrays), ...updateMetrics(batch, update, config) };
  return { metrics, rollouts, tokens };
}
