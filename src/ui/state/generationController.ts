/** Asks models to write for the Generate screen, and puts what comes into the state. */
import { failed, type Failure, type Result } from '../../core/failure.ts';
import type { CheckpointFiles } from '../../worker/checkpointFiles.ts';
import {
  toldTokens,
  type GenerationRequest,
  type ModelRef,
} from '../../worker/generationContract.ts';
import { refOf } from '../generate/models.ts';
import type { TrainController } from './controller.ts';
import {
  isColumnWorking,
  placeWritten,
  waitingColumn,
  type Asked,
  type ColumnState,
  type CompletionState,
  type GenerationState,
} from './generationState.ts';
import type { PageStore } from './store.ts';

/** None of them rejects; a failure goes into the column that it is of. */
export interface GenerationController {
  /** Each model writes anew; what was written before goes. */
  readonly generate: (models: readonly string[], asked: Asked) => Promise<void>;
  /** Ends what is being written; what is there stays. */
  readonly cancel: () => void;
  /** Writes completion `index` of a model anew from token `at` on, which becomes `id`. */
  readonly writeOn: (model: string, index: number, at: number, id: number) => Promise<void>;
  /** Puts back what the model wrote by itself. */
  readonly restore: (model: string, index: number) => void;
  readonly setDraft: (draft: string | null) => void;
}

export interface GenerationControllerOptions {
  readonly store: PageStore;
  readonly ask: TrainController['ask'];
  /** The files of a checkpoint, from the library. */
  readonly readModel: (id: string, step: number) => Promise<Result<CheckpointFiles>>;
}

const lost: Failure = {
  code: 'internal',
  message: 'The trainer let go of a checkpoint while it was asked to write with it.',
  hint: 'Generate again.',
  step: null,
};

export function createGenerationController({
  store,
  ask,
  readModel,
}: GenerationControllerOptions): GenerationController {
  let ending = new AbortController();

  const set = (change: (state: GenerationState) => Partial<GenerationState>) =>
    store.setState(({ generation }) => ({ generation: { ...generation, ...change(generation) } }));

  /** Changes a column of what was asked for last: news of anything before comes too late. */
  const setColumn = (asked: Asked, model: string, change: (column: ColumnState) => ColumnState) =>
    set((state) => {
      const column = state.columns[model];
      if (state.asked !== asked || column === undefined) return {};
      return { columns: { ...state.columns, [model]: change(column) } };
    });

  /** Asks a model; one that the trainer does not have is taken from the library first. */
  async function answerOf<T extends { readonly kind: string }>(
    model: ModelRef,
    question: () => Promise<Result<T | { readonly kind: 'model-needed' }>>,
  ): Promise<Result<Exclude<T, { kind: 'model-needed' }>>> {
    const isThere = (value: T | { readonly kind: 'model-needed' }) => value.kind !== 'model-needed';
    let answer = await question();
    if (answer.ok && !isThere(answer.value) && model.kind === 'checkpoint') {
      const files = await readModel(model.id, model.step);
      if (!files.ok) return files;
      const kept = await ask((trainer) => trainer.keepModel(model, files.value));
      if (!kept.ok) return kept;
      answer = await question();
    }
    if (!answer.ok) return answer;
    if (!isThere(answer.value)) return failed(lost);
    // isThere has left this out.
    return { ok: true, value: answer.value as Exclude<T, { kind: 'model-needed' }> };
  }

  async function write(
    asked: Asked,
    model: string,
    part: Pick<GenerationRequest, 'prefix' | 'first'>,
    completions: number,
  ) {
    const { signal } = ending;
    const change = (to: (column: ColumnState) => ColumnState) => setColumn(asked, model, to);
    const request: GenerationRequest = {
      model: refOf(model),
      prompt: asked.prompt,
      options: { ...asked.options, completions },
      ...part,
    };
    const answer = await answerOf(request.model, () =>
      ask((trainer) =>
        trainer.generate(
          request,
          ({ phase, done, total, completions: written }) => {
            if (signal.aborted) return;
            change((column) => ({
              ...placeWritten(column, part.first, written),
              phase,
              done,
              total,
            }));
          },
          signal,
        ),
      ),
    );
    if (!answer.ok) {
      change((column) => ({ ...column, phase: 'failed', failure: answer.failure }));
      return;
    }
    const { completions: written, step, isCancelled } = answer.value;
    const phase = isCancelled ? 'cancelled' : 'done';
    change((column) => ({ ...placeWritten(column, part.first, written), phase, step }));
    if (isCancelled) await tellPlaces(asked, model, part.first, written.length);
  }

  /** What the model expects in completions that were not finished, for the reader who looks at them. */
  async function tellPlaces(asked: Asked, model: string, first: number, count: number) {
    for (let index = first; index < first + count; index += 1) {
      const { asked: newest, columns } = store.getState().generation;
      const written = columns[model]?.completions[index]?.written;
      if (newest !== asked) return;
      if (written === undefined || written.ids.length === 0) continue;
      const { ids } = written;
      const ref = refOf(model);
      const request = { model: ref, prompt: asked.prompt, ids, count: toldTokens };
      const answer = await answerOf(ref, () => ask((trainer) => trainer.nextTokens(request)));
      setColumn(asked, model, (column) => {
        if (!answer.ok) return { ...column, failure: answer.failure };
        const isSame = column.completions[index]?.written === written;
        return isSame ? placeWritten(column, index, [{ ...written, ...answer.value }]) : column;
      });
    }
  }

  const renew = () => {
    ending.abort();
    ending = new AbortController();
  };

  const setCompletion = (
    model: string,
    index: number,
    change: (completion: CompletionState) => CompletionState,
  ) => {
    const { asked } = store.getState().generation;
    if (asked === null) return;
    setColumn(asked, model, (column) => ({
      ...column,
      completions: column.completions.map((one, i) => (i === index ? change(one) : one)),
    }));
  };

  return {
    generate: async (models, given) => {
      renew();
      // An object of its own, by which its news is known.
      const asked = { ...given };
      set(({ round }) => ({
        asked,
        round: round + 1,
        columns: Object.fromEntries(models.map((model) => [model, waitingColumn])),
      }));
      const { completions } = asked.options;
      const part = { prefix: [], first: 0 };
      await Promise.all(models.map((model) => write(asked, model, part, completions)));
    },
    cancel: renew,
    writeOn: async (model, index, at, id) => {
      const { asked, columns } = store.getState().generation;
      const column = columns[model];
      const completion = column?.completions[index];
      if (asked === null || column === undefined || completion === undefined) return;
      if (isColumnWorking(column)) return;
      setCompletion(model, index, ({ written, own }) => ({ written, own: own ?? written }));
      setColumn(asked, model, (before) => ({ ...before, phase: 'waiting', failure: null }));
      const prefix = [...completion.written.ids.slice(0, at), id];
      await write(asked, model, { prefix, first: index }, 1);
    },
    restore: (model, index) =>
      setCompletion(model, index, ({ written, own }) => ({ written: own ?? written, own: null })),
    setDraft: (draft) => set(() => ({ draft })),
  };
}
