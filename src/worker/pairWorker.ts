/** Reads one file of pairs in a thread of its own: the page goes on to answer, and so does a run. */
import * as Comlink from 'comlink';
import { failed, ok, type Result } from '../core/failure.ts';
import { unfitReasonNames } from '../core/pairFit.ts';
import { guessFormat } from '../corpus/formatGuess.ts';
import type { PairFormatName } from '../corpus/pairFormats.ts';
import { pairLints, type LintCode } from '../corpus/lintTable.ts';
import { PairSet } from '../corpus/pairSet.ts';
import { readPairStream } from '../corpus/pairStream.ts';
import { loadTokenizer } from '../model/checkpoint.ts';
import { modelConfigSchema } from '../model/modelConfig.ts';
import { readAsset } from './assets.ts';
import type { PairReport } from './pairContract.ts';
import { blockParts, blocksOf } from './pairBlob.ts';

/** The command of the pair worker. It does not reject. */
export interface PairWorkerApi {
  read(
    file: Blob,
    format: PairFormatName | null,
    onProgress: (format: PairFormatName, bytes: number) => void,
  ): Promise<Result<PairReport>>;
}

/** Bytes that are looked at for the format. */
const headBytes = 64 * 2 ** 10;

const unreadable = (message: string, hint: string): Result<never> =>
  failed({ code: 'pairs-unreadable', message, hint, step: null });

async function readContext(): Promise<number> {
  const bytes = await readAsset('config.json');
  const config: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return modelConfigSchema.parse(config).max_position_embeddings;
}

const api: PairWorkerApi = {
  async read(file, asked, onProgress) {
    try {
      const format = asked ?? guessFormat(await file.slice(0, headBytes).text());
      if (format === null) {
        return unreadable(
          'The first row is of no known format, so the file was not read.',
          'Choose its format, or compare it with the formats in docs/importing.md.',
        );
      }
      onProgress(format, 0);
      const [tokenizer, context] = await Promise.all([loadTokenizer(readAsset), readContext()]);
      return ok(await collect(file, format, new PairSet(tokenizer, context), onProgress));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return unreadable(
        `The file could not be read to its end: ${why}`,
        'Choose it again; it may have been changed or moved meanwhile.',
      );
    }
  },
};

async function collect(
  file: Blob,
  format: PairFormatName,
  set: PairSet,
  onProgress: (format: PairFormatName, bytes: number) => void,
): Promise<PairReport> {
  const kept = blockParts();
  const prompts: number[] = [];
  const sides: number[] = [];
  for await (const event of readPairStream(blocksOf(file), format)) {
    if (event.kind === 'progress') onProgress(format, event.bytes);
    const fitting = set.take(event);
    if (fitting === null) continue;
    kept.add(fitting.pair, fitting.size);
    prompts.push(fitting.size.prompt);
    sides.push(fitting.size.side);
  }
  const codes = Object.keys(pairLints) as LintCode[];
  return {
    format,
    read: set.read,
    badRows: set.badRows,
    firstBadRows: set.firstBadRows,
    unfit: unfitReasonNames.flatMap((reason) => {
      const count = set.unfit.get(reason) ?? 0;
      return count > 0 ? [{ reason, count }] : [];
    }),
    lints: codes.flatMap((code) => {
      const count = set.lints.get(code) ?? 0;
      return count > 0 ? [{ code, meaning: pairLints[code], count }] : [];
    }),
    context: set.context,
    prompts: Int32Array.from(prompts),
    sides: Int32Array.from(sides),
    pairs: kept.toBlob(),
  };
}

Comlink.expose(api);
