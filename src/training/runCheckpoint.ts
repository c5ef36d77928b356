/**
 * Everything that a run needs to go on exactly as if it had never stopped: settings, step, weights, optimizer
 * moments and what the charts show. Random draws derive from seed and step (core/seeds.ts), so the step stands
 * for the position of every stream. On disk: run.json, model.safetensors, optimizer.safetensors, in RL after SFT
 * reference.safetensors, and with a critic critic.safetensors.
 */
import { z } from 'zod';
import { FailureError } from '../core/failure.ts';
import type { KlController } from '../core/klController.ts';
import { storedRunConfigSchema, type RunConfig } from '../core/runConfig.ts';
import { runHistorySchema, type RunHistory } from '../core/runHistory.ts';
import { isReferenceMoved } from '../core/stagePlan.ts';
import type { Engine } from '../engine/backend.ts';
import type { ReadFile } from '../model/checkpoint.ts';
import { parseSafetensors, writeSafetensors, type StoredTensor } from '../model/safetensors.ts';
import { readWeights, type Transformer } from '../model/transformer.ts';
import type { Critic, CriticState } from './critic.ts';
import { criticFileName, readCritic, writeCritic } from './criticFile.ts';
import type { Optimizer, OptimizerState } from './optimizer.ts';
import type { TaskSource } from './taskSource.ts';

const stepSchema = z.number().int().nonnegative();

const runFileSchema = z.strictObject({
  version: z.literal(1, { error: 'is of another version of PatchGrad; this one reads version 1' }),
  config: storedRunConfigSchema,
  /** Finished steps. */
  step: stepSchema,
  /** Prompt and completion tokens trained on so far. */
  tokens: stepSchema,
  /** Optimizer updates done so far. */
  updates: stepSchema,
  /** Fingerprint of the model that the run started from. */
  base: z.string(),
  history: runHistorySchema,
  /** Updates of the critic's optimizer; null without a critic. */
  criticUpdates: stepSchema.nullable().default(null),
  /** β as the KL controller has it; null in files from before there was one, whose β never changed. */
  klCoef: z.number().nonnegative().nullable().default(null),
  /** Fingerprint of the imported pairs that it trains on; null for the corpus. */
  pairs: z.string().nullable().default(null),
  /** Matrix products by shape class: another plan rounds otherwise. Names this version does not know are left. */
  plans: z.record(z.string(), z.string()),
});

/** How far a run has come; the numbers beside the tensors. */
export interface RunProgress {
  /** Finished steps. */
  readonly step: number;
  /** Prompt and completion tokens trained on so far. */
  readonly tokens: number;
  readonly history: RunHistory;
}

export interface RunCheckpoint extends RunProgress {
  readonly config: RunConfig;
  /** Fingerprint of the imported pairs that it trains on; null for the corpus. */
  readonly pairs: string | null;
  /** What the engine's matMul tuner had chosen. */
  readonly plans: Readonly<Record<string, string>>;
  /** By Hugging Face name. */
  readonly weights: ReadonlyMap<string, StoredTensor>;
  /** The KL reference in RL after SFT; null where it is the model that the run started from. */
  readonly reference: ReadonlyMap<string, StoredTensor> | null;
  readonly optimizer: OptimizerState;
  /** Null without one. */
  readonly critic: CriticState | null;
  /** β as the KL controller has it. */
  readonly klCoef: number;
}

/** A file by name, as it is transferred or stored. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const runFileNames = ['run.json', 'model.safetensors', 'optimizer.safetensors'] as const;

/** Only in RL after SFT. */
const referenceFileName = 'reference.safetensors';

/** Reads weights and moments back from the device. Nothing may update them until it resolves. */
export async function captureRun(
  { config, policy, reference, optimizer, critic, klController, tasks }: RunningParts,
  { tuner }: Pick<Engine, 'tuner'>,
  progress: RunProgress,
): Promise<RunCheckpoint> {
  const plans = tuner?.memory() ?? {};
  const [weights, state, moved, criticState] = await Promise.all([
    readWeights(policy),
    optimizer.read(),
    isReferenceMoved(progress.history) ? readWeights(reference) : null,
    critic ? critic.read() : null,
  ]);
  return {
    ...progress,
    config,
    pairs: tasks.pairs?.fingerprint ?? null,
    plans,
    weights,
    reference: moved,
    optimizer: state,
    critic: criticState,
    klCoef: klController.beta(),
  };
}

interface RunningParts {
  readonly config: RunConfig;
  readonly policy: Transformer;
  readonly reference: Transformer;
  readonly optimizer: Optimizer;
  readonly critic: Critic | null;
  readonly klController: KlController;
  readonly tasks: Pick<TaskSource, 'pairs'>;
}

/** @param base fingerprint of the model that the run started from */
export function writeRunCheckpoint(checkpoint: RunCheckpoint, base: string): NamedFile[] {
  const { weights, reference, optimizer, critic, ...progress } = checkpoint;
  const { updates } = optimizer;
  const criticUpdates = critic ? critic.optimizer.updates : null;
  const state = { version: 1, ...progress, updates, criticUpdates, base };
  const moments = optimizer.moments.map((values, i): [string, StoredTensor] => [
    momentsName(i),
    { shape: [2, values.length / 2], values },
  ]);
  return [
    { name: 'run.json', bytes: new TextEncoder().encode(JSON.stringify(state)) },
    { name: 'model.safetensors', bytes: writeSafetensors(weights) },
    { name: 'optimizer.safetensors', bytes: writeSafetensors(new Map(moments)) },
    ...(reference ? [{ name: referenceFileName, bytes: writeSafetensors(reference) }] : []),
    ...(critic ? [{ name: criticFileName, bytes: writeCritic(critic) }] : []),
  ];
}

/** First and second moment of the i-th weight in the order of the optimizer. */
const momentsName = (i: number) => `moments.${i}`;

/**
 * @param base fingerprint of the model at hand; a run goes on only beside the one it started from
 * @throws FailureError 'asset-invalid' when a file is missing, damaged or of another model
 */
export async function readRunCheckpoint(read: ReadFile, base: string): Promise<RunCheckpoint> {
  try {
    const [stateBytes, weightBytes, momentBytes] = await Promise.all(runFileNames.map(read));
    const state = parseState(stateBytes);
    if (state.base !== base) {
      throw new Error(`it started from model ${state.base}, this one is ${base}`);
    }
    const stored = parseSafetensors(momentBytes);
    const moments = Array.from(stored, (_entry, i) => {
      const tensor = stored.get(momentsName(i));
      if (!tensor) throw new Error(`optimizer.safetensors has no ${momentsName(i)}`);
      return tensor.values;
    });
    const { config, step, tokens, history, pairs, plans, updates, criticUpdates } = state;
    const weights = parseSafetensors(weightBytes);
    const reference = isReferenceMoved(history)
      ? parseSafetensors(await read(referenceFileName))
      : null;
    const critic =
      criticUpdates === null ? null : readCritic(await read(criticFileName), criticUpdates);
    const tensors = { weights, reference, optimizer: { updates, moments }, critic };
    const klCoef = state.klCoef ?? config.beta;
    return { config, step, tokens, history, pairs, plans, klCoef, ...tensors };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FailureError({
      code: 'asset-invalid',
      message: `The checkpoint of the run cannot be used: ${why}.`,
      hint: 'Start the run again from the beginning; its seed repeats it.',
      step: null,
    });
  }
}

function parseState(bytes: Uint8Array): z.infer<typeof runFileSchema> {
  const parsed = runFileSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) throw new Error(`run.json ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
