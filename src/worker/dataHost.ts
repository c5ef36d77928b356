/** The commands of the data worker: lists pairs and computes masks with the parts that the trainer uses. */
import { settle, type Result } from '../core/failure.ts';
import type { RepairPair, TokenisedText } from '../core/pair.ts';
import { securityMask, type MaskSide, type SecurityMask } from '../core/securityMask.ts';
import { importedTask } from '../corpus/importedTasks.ts';
import { families } from '../corpus/families.ts';
import { createPairLinter, markedShare } from '../corpus/pairLints.ts';
import { drawTask } from '../corpus/tasks.ts';
import { loadTokenizer, type ReadFile } from '../model/checkpoint.ts';
import { modelConfigSchema } from '../model/modelConfig.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import { corpusTasks } from '../training/taskSource.ts';
import type { DataApi, DataSettings, MaskToken, PairList, PairRow } from './dataContract.ts';
import { readPairBlob } from './pairBlob.ts';

/** Prompts of the corpus that are listed: three rounds over the families of training. */
const listedTasks = 105;

/** Imported pairs that are listed. */
const listedPairs = 2000;

interface Model {
  readonly tokenizer: Tokenizer;
  readonly context: number;
}

async function readModel(readAsset: ReadFile): Promise<Model> {
  const [tokenizer, bytes] = await Promise.all([
    loadTokenizer(readAsset),
    readAsset('config.json'),
  ]);
  const config: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return { tokenizer, context: modelConfigSchema.parse(config).max_position_embeddings };
}

/** Both sides with their end token, as completions have it in training. */
function maskOf(pair: RepairPair, { tokenizer }: Model, settings: DataSettings): SecurityMask {
  const tokenise = (code: string): TokenisedText =>
    tokenizer.withSpans([...tokenizer.encode(code), tokenizer.endToken.id]);
  return securityMask(
    { vulnerable: tokenise(pair.vulnerable), secure: tokenise(pair.secure) },
    settings,
  );
}

const tokensOf = ({ text, overlap, hunks }: MaskSide): MaskToken[] =>
  text.spans.map(({ start, end }, t) => ({ start, end, overlap: overlap[t], hunk: hunks[t] }));

type Linter = ReturnType<typeof createPairLinter>;

/** Import has told which rows name no license, and the corpus is our own: here nobody is asked again. */
const told = 'told before';

/** @param lintOf the linter that each row asks: one for all to know duplicates, or a fresh one */
function createRows(model: Model, settings: DataSettings, lintOf: () => Linter) {
  return (pair: RepairPair, line: number): PairRow => {
    const mask = maskOf(pair, model, settings);
    const promptTokens = model.tokenizer.encode(pair.prompt).length;
    const linted = { ...pair, license: told, recordedChanges: null };
    return {
      pair,
      promptTokens,
      sideTokens: Math.max(mask.vulnerable.text.ids.length, mask.secure.text.ids.length),
      marked: Math.max(markedShare(mask.vulnerable), markedShare(mask.secure)),
      lints: lintOf()({ line, pair: linted, mask, promptTokens }).map(({ code }) => code),
    };
  };
}

/** Turns what is thrown into a failure value. */
const settled = <T>(act: () => Promise<T>): Promise<Result<T>> =>
  settle(act, (error) => ({
    code: 'pairs-unreadable',
    message: `The pairs could not be shown: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'Reload the page; if it stays, import the file again.',
    step: null,
  }));

/** @param readAsset reads a file of the shipped model, whose tokenizer makes the tokens */
export function createDataHost(readAsset: ReadFile): DataApi {
  let loading: Promise<Model> | null = null;
  const load = () => {
    // A failed attempt is not kept, so that the next command tries again.
    loading ??= readModel(readAsset).catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  return {
    corpus: (settings) =>
      settled(async (): Promise<PairList> => {
        const model = await load();
        const row = createRows(model, settings, () =>
          // A family's tasks are alike by design, so none is told to be a duplicate.
          createPairLinter(model.context),
        );
        const { taskAt } = corpusTasks(settings);
        const rows = Array.from({ length: listedTasks }, (_, i) => row(taskAt(i).pair, i + 1));
        return { rows, total: listedTasks };
      }),
    imported: (pairs, settings) =>
      settled(async (): Promise<PairList> => {
        const [model, all] = await Promise.all([load(), readPairBlob(pairs)]);
        const lint = createPairLinter(model.context);
        const row = createRows(model, settings, () => lint);
        const rows = all.slice(0, listedPairs).flatMap(({ pair }, i) => {
          const task = importedTask(pair);
          return typeof task === 'string' ? [] : [row(task.pair, i + 1)];
        });
        return { rows, total: all.length };
      }),
    task: (split, index) =>
      settled(() => {
        const { prompt, family, cwe } = drawTask(split, index);
        const title = families.find(({ id }) => id === family)?.title ?? family;
        return Promise.resolve({ prompt, family, title, cwe });
      }),
    mask: (pair, settings) =>
      settled(async () => {
        const model = await load();
        const mask = maskOf(pair, model, settings);
        const promptTokens = model.tokenizer.encode(pair.prompt).length;
        const linted = { ...pair, license: told, recordedChanges: null };
        const lint = createPairLinter(model.context);
        return {
          texts: { vulnerable: pair.vulnerable, secure: pair.secure },
          vulnerable: tokensOf(mask.vulnerable),
          secure: tokensOf(mask.secure),
          hunks: mask.hunks.map(({ anchor, ...hunk }) => ({
            operation: hunk.operation,
            vulnerableTokens: hunk.vulnerableTokens,
            secureTokens: hunk.secureTokens,
            anchor: settings.insertionAnchors ? (anchor?.token ?? null) : null,
          })),
          lints: lint({ line: 1, pair: linted, mask, promptTokens }),
        };
      }),
  };
}
