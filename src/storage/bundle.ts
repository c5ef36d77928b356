/**
 * A run as one file that opens in another browser: settings, metrics, kept rollouts, the newest checkpoint, the
 * files of its model and the pairs it trains on. Format 1, a zip:
 * bundle.json, history.jsonl, rollouts/NNNNNN.json.gz, checkpoint/…, model/…, pairs.jsonl.
 */
import { z } from 'zod';
import { FailureError } from '../core/failure.ts';
import {
  pairsRecordSchema,
  runRecordSchema,
  type PairsRecord,
  type RunRecord,
} from '../core/runRecord.ts';
import { bytesOfText, textOfBytes } from './fileStore.ts';
import { parseHistoryLines } from './historyFile.ts';
import { unpackRollouts } from './packedRollouts.ts';
import type { NamedBytes } from './runFolder.ts';
import { readZip, writeZip, type ZipLimits } from './zip.ts';

const bundleSchema = z.object({
  format: z.literal('patchgrad-run', { error: 'is of no run bundle' }),
  version: z.literal(1, { error: 'is of another version of PatchGrad; this one reads version 1' }),
  run: runRecordSchema,
  pairs: pairsRecordSchema.nullable(),
});

export interface Bundle {
  readonly run: RunRecord;
  /** JSON lines. */
  readonly history: Uint8Array<ArrayBuffer>;
  /** By step, packed. */
  readonly rollouts: ReadonlyMap<number, Uint8Array<ArrayBuffer>>;
  /** Files of the newest checkpoint; none when the run has none. */
  readonly checkpoint: readonly NamedBytes[];
  readonly model: readonly NamedBytes[];
  readonly pairs: {
    readonly record: PairsRecord;
    readonly content: Uint8Array<ArrayBuffer>;
  } | null;
}

/** A longer file is not read at all. */
export const largestBundle = 512e6;

const limits: ZipLimits = {
  entries: 200,
  bytes: 1e9,
  isAllowed: (name) =>
    /^(bundle\.json|history\.jsonl|pairs\.jsonl)$/.test(name) ||
    /^rollouts\/\d{6,9}\.json\.gz$/.test(name) ||
    /^(checkpoint|model)\/[a-z_]{1,40}\.(json|safetensors)$/.test(name),
};

const rolloutsName = (step: number) => `rollouts/${String(step).padStart(6, '0')}.json.gz`;
const inFolder = (folder: string, files: readonly NamedBytes[]) =>
  files.map(({ name, bytes }) => ({ name: `${folder}/${name}`, bytes }));

export function writeBundle(bundle: Bundle): Uint8Array<ArrayBuffer> {
  const { run, history, rollouts, checkpoint, model, pairs } = bundle;
  const described = { format: 'patchgrad-run', version: 1, run, pairs: pairs?.record ?? null };
  return writeZip([
    { name: 'bundle.json', bytes: bytesOfText(JSON.stringify(described, null, 2)) },
    { name: 'history.jsonl', bytes: history },
    ...[...rollouts].map(([step, bytes]) => ({ name: rolloutsName(step), bytes })),
    ...inFolder('checkpoint', checkpoint),
    ...inFolder('model', model),
    ...(pairs === null ? [] : [{ name: 'pairs.jsonl', bytes: pairs.content }]),
  ]);
}

/**
 * Reads and checks all of it; what a checkpoint holds is checked by whoever goes on from it.
 * @throws FailureError 'bundle-invalid'
 */
export function readBundle(archive: Uint8Array): Bundle {
  try {
    return checkBundle(readZip(archive, limits));
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : error instanceof Error
          ? error.message
          : String(error);
    throw new FailureError({
      code: 'bundle-invalid',
      message: `The file cannot be opened as a run: ${why}.`,
      hint: 'Choose a file that the library of PatchGrad has exported as a run bundle. Nothing was changed.',
      step: null,
    });
  }
}

function checkBundle(files: readonly NamedBytes[]): Bundle {
  const find = (name: string) => files.find((file) => file.name === name)?.bytes ?? null;
  const need = (name: string) => {
    const bytes = find(name);
    if (bytes === null) throw new Error(`it has no ${name}`);
    return bytes;
  };
  const described = bundleSchema.parse(JSON.parse(textOfBytes(need('bundle.json'))));
  const { run } = described;
  const history = need('history.jsonl');
  const { damagedLines } = parseHistoryLines(textOfBytes(history));
  if (damagedLines > 0) throw new Error(`history.jsonl has ${damagedLines} damaged lines`);

  const rollouts = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const { step } of run.rollouts) {
    const bytes = need(rolloutsName(step));
    if (unpackRollouts(bytes).some((rollout) => rollout.step !== step)) {
      throw new Error(`${rolloutsName(step)} holds another step`);
    }
    rollouts.set(step, bytes);
  }
  const folder = (name: string) =>
    files.flatMap((file) =>
      file.name.startsWith(`${name}/`)
        ? [{ name: file.name.slice(name.length + 1), bytes: file.bytes }]
        : [],
    );
  const checkpoint = folder('checkpoint');
  if (run.checkpoints.length > 0 !== checkpoint.length > 0) {
    throw new Error('its checkpoint is not the one it speaks of');
  }
  const content = find('pairs.jsonl');
  const { pairs } = described;
  if (
    (run.pairs ?? null) !== (pairs?.fingerprint ?? null) ||
    (pairs === null) !== (content === null)
  ) {
    throw new Error('its pairs are not those it was trained on');
  }
  return {
    run,
    history,
    rollouts,
    checkpoint,
    model: folder('model'),
    pairs: pairs === null || content === null ? null : { record: pairs, content },
  };
}
