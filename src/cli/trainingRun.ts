/** A run without a browser, with the worker's own training code, measured before and after on unseen names. */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAlarm } from '../core/alarmWords.ts';
import type { Failure } from '../core/failure.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { reportScores, type Report } from '../core/scores.ts';
import { stageTitles, type StageStart } from '../core/stage.ts';
import { totalSteps } from '../core/stagePlan.ts';
import type { Engine } from '../engine/backend.ts';
import { readWeights } from '../model/transformer.ts';
import { evaluate, judgedPrompts } from '../training/evaluate.ts';
import { startRun } from '../training/run.ts';
import { createAnalyser } from '../oracle/static/analyser.ts';
import { partsInNode } from '../oracle/static/loadNode.ts';
import { corpusTasks, importedTasks } from '../training/taskSource.ts';
import { createTrainer } from '../training/trainer.ts';
import type { Trainer } from '../training/trainStep.ts';
import type { Backend } from './backendOption.ts';
import { CommandError } from './errors.ts';
import { Interrupted, watchInterrupt } from './interrupt.ts';
import { makeFolder, readModelFolder, writeModelFolder } from './modelFolder.ts';
import { startChosenEngine } from './nodeEngine.ts';
import { createNodeOracle } from './nodeOracle.ts';
import { jsonLine, say, showProgress } from './output.ts';
import { flatReport, formatScore } from './report.ts';
import { readTrainingPairs, type PairFile } from './trainingPairs.ts';

export interface TrainingOrder {
  readonly config: RunConfig;
  /** Folder for the results. */
  readonly out: string;
  /** Folder of the model to start from. */
  readonly model: string;
  readonly backend: Backend | undefined;
  /** Unseen names scored before and after, one greedy completion each. */
  readonly prompts: number;
  /** What to train on; the corpus without it. */
  readonly pairs: PairFile | undefined;
}

/**
 * Leaves metrics.jsonl, the trained model and summary.json.
 * @throws CommandError when the run failed, Interrupted when it was ended early; the files then hold what there is
 */
export async function trainInto(order: TrainingOrder): Promise<void> {
  const { config, out } = order;
  const engine = await startChosenEngine(order.backend);
  const { trainer, pairs } = await prepare(order);
  const record = openMetrics(out);
  const interrupt = watchInterrupt();

  const before = await score(trainer, order, interrupt);
  interrupt.throwIfAborted();
  say(`Before: ${describe(before)}`);
  const began = performance.now();
  const { steps, stages, failure } = await run(trainer, engine, record, interrupt);
  const seconds = (performance.now() - began) / 1000;
  const summarise = (after: Report | null) => {
    const { backend, adapter } = engine;
    const isInterrupted = interrupt.aborted;
    const scores = { before: flatReport(before), after: after && flatReport(after) };
    const summary = { backend, adapter, config, pairs, steps, stages, seconds, ...scores };
    const text = JSON.stringify({ ...summary, isInterrupted, failure }, null, 2);
    writeFileSync(join(out, 'summary.json'), `${text}\n`);
  };
  summarise(null);
  if (failure) throw new CommandError(`${failure.message} (step ${steps + 1})`, failure.hint);
  writeModelFolder(out, order.model, await readWeights(trainer.policy));
  if (!interrupt.aborted) {
    const after = await score(trainer, order, interrupt).catch((error: unknown) => {
      if (error instanceof Interrupted) return null;
      throw error;
    });
    summarise(after);
    if (after) say(`After ${steps} steps in ${seconds.toFixed(0)} s: ${describe(after)}`);
  }
  if (interrupt.aborted) {
    throw new Interrupted(
      `Ended after step ${steps} of ${totalSteps(config)}; ${out} holds the model.`,
    );
  }
}

/** pairs: what summary.json says of them; null for the corpus. */
async function prepare({
  config,
  model,
  out,
  pairs: file,
}: TrainingOrder): Promise<{ trainer: Trainer; pairs: object | null }> {
  const checkpoint = await readModelFolder(model);
  const pairs = file === undefined ? null : await readTrainingPairs(file, checkpoint, config);
  makeFolder(out);
  const oracle = createNodeOracle();
  await oracle.load();
  const tasks =
    pairs === null
      ? corpusTasks(config)
      : importedTasks(pairs.tasks, config.seed, createAnalyser(partsInNode));
  const trainer = createTrainer(checkpoint, config, oracle, undefined, tasks);
  return { trainer, pairs: pairs?.summary ?? null };
}

/** Writes each line to metrics.jsonl and to stdout. */
function openMetrics(out: string): (line: object) => void {
  const file = join(out, 'metrics.jsonl');
  if (existsSync(file)) say(`${out} holds a run already; it is being replaced.`);
  writeFileSync(file, '');
  return (line) => {
    const text = jsonLine(line);
    appendFileSync(file, text);
    process.stdout.write(text);
  };
}

async function score(trainer: Trainer, order: TrainingOrder, interrupt: AbortSignal) {
  const evaluation = await evaluate(
    trainer.policy,
    trainer.tokenizer,
    trainer.oracle,
    {
      split: 'unseen-names',
      prompts: order.prompts,
      temperature: 0,
      maxCompletionLength: order.config.maxCompletionLength,
    },
    (done, total) => {
      interrupt.throwIfAborted();
      showProgress('Scoring unseen names', done, total);
    },
  );
  return reportScores(judgedPrompts(evaluation));
}

const describe = ({ all: { rates } }: Report) =>
  `func@1 ${formatScore(rates['func@1'])}, func-sec@1 ${formatScore(rates['func-sec@1'])}`;

const shownMetrics = [
  'sft/loss',
  'reward',
  'reward_std',
  'kl',
  'entropy',
  'grad_norm',
  'step_time',
];

/** @returns the steps done, the stages begun, and what ended the run early */
async function run(
  trainer: Trainer,
  engine: Engine,
  record: (line: object) => void,
  interrupt: AbortSignal,
): Promise<{ steps: number; stages: StageStart[]; failure: Failure | null }> {
  let steps = 0;
  const stages: StageStart[] = [];
  let failure: Failure | null = null;
  const started = startRun(
    trainer,
    { engine, now: () => performance.now() },
    {
      onState: () => undefined,
      onStage: (start) => {
        stages.push(start);
        say(`${stageTitles[start.stage]} from step ${start.from} on.`);
      },
      onProgress: (step, phase, done, total) => showProgress(`Step ${step}, ${phase}`, done, total),
      onRollouts: () => undefined,
      onStep: (step, metrics, stage) => {
        steps = step;
        record({ step, stage, ...metrics });
        const shown = shownMetrics
          .filter((key) => key in metrics)
          .map((key) => `${key} ${metrics[key].toFixed(3)}`);
        say(`Step ${step} of ${totalSteps(trainer.config)}: ${shown.join(', ')}`);
      },
      onEvaluation: (step, metrics, stage) => {
        record({ step, stage, ...metrics });
        const shares = Object.entries(metrics).map(([key, value]) => `${key} ${value.toFixed(3)}`);
        say(`Validation after ${step} steps: ${shares.join(', ')}`);
      },
      onAlarm: (alarm) => {
        record({ step: alarm.step, alarm });
        say(describeAlarm(alarm));
      },
      onFailure: (reported) => (failure = reported),
    },
    false,
  );
  interrupt.addEventListener('abort', () => started.stop());
  await started.ended;
  return { steps, stages, failure };
}
