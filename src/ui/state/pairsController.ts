/** Reads the files that the reader of the page chooses. What was there is replaced only by a file read to its end. */
import type { PairFormatName, PairReport, ReadPairFile } from '../../worker/pairContract.ts';
import type { PairsState, Rejection } from './pairsState.ts';
import type { PageStore } from './store.ts';

export interface PairsController {
  /** Reads a file; one that is being read is given up. Resolves when it is read or given up. */
  choose(file: File): Promise<void>;
  /** Reads the chosen file again, as this format. */
  changeFormat(format: PairFormatName): Promise<void>;
  /** Gives up the file that is being read. */
  cancel(): void;
  setTrainedOn(isTrainedOn: boolean): void;
}

export function createPairsController({
  store,
  readPairFile,
}: {
  readonly store: PageStore;
  readonly readPairFile: ReadPairFile;
}): PairsController {
  let reading: AbortController | null = null;
  /** The file that was chosen before the one that is being read. */
  let before: PairsState['chosen'] = null;

  const change = (changes: Partial<PairsState>) =>
    store.setState(({ pairs }) => ({ pairs: { ...pairs, ...changes } }));

  async function read(file: File, format: PairFormatName | null): Promise<void> {
    if (reading === null) before = store.getState().pairs.chosen;
    reading?.abort();
    const current = new AbortController();
    reading = current;
    change({ chosen: { file, format }, bytes: 0, rejection: null });
    const result = await readPairFile({
      file,
      format,
      signal: current.signal,
      onProgress: (known, bytes) => change({ chosen: { file, format: known }, bytes }),
    });
    if (reading !== current) return;
    reading = null;
    if (result === null) change({ bytes: null });
    else if (!result.ok) {
      const { message, hint } = result.failure;
      change({ bytes: null, rejection: { fileName: file.name, message, hint, report: null } });
    } else if (result.value.read === 0) {
      change({ bytes: null, rejection: withoutPairs(file.name, result.value) });
    } else {
      const { value: report } = result;
      const chosen = { file, format: report.format };
      change({ bytes: null, chosen, set: { file, fileName: file.name, report } });
    }
  }

  return {
    choose: (file) => read(file, null),
    changeFormat: async (format) => {
      const { chosen } = store.getState().pairs;
      if (chosen !== null) await read(chosen.file, format);
    },
    cancel: () => {
      reading?.abort();
      reading = null;
      change({ bytes: null, chosen: before });
    },
    setTrainedOn: (isTrainedOn) => change({ isTrainedOn }),
  };
}

const withoutPairs = (fileName: string, report: PairReport): Rejection => ({
  fileName,
  message:
    report.badRows === 0
      ? 'The file holds no rows, so there is nothing to train on.'
      : `None of its rows is a pair of the format ${report.format}.`,
  hint: 'Choose another format or file.',
  report,
});
