/** Writes with a model that the reader chooses, between the steps of a run, and judges what was written. */
import { FailureError, failed, ok, type Failure, type Result } from '../core/failure.ts';
import type { Engine } from '../engine/backend.ts';
import { loadCheckpoint, type Checkpoint } from '../model/checkpoint.ts';
import type { Transformer } from '../model/transformer.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { Turns } from '../training/turns.ts';
import { checkpointFilesSchema } from './checkpointFiles.ts';
import {
  cancelMessage,
  checkpointRefSchema,
  generationRequestSchema,
  nextTokensRequestSchema,
  type CheckpointRef,
  type GenerationAnswer,
  type GenerationApi,
  type GenerationNews,
  type GenerationRequest,
  type ModelRef,
  type NextTokensAnswer,
  type NextTokensRequest,
  type Written,
} from './generationContract.ts';
import { readPlaces, taskOf, withPlaces, write } from './generationWriting.ts';
import { onHealthyDevice, reasonOf, settled } from './hostFailures.ts';
import { createModelShelf, type ReadyModel } from './modelShelf.ts';

export interface GenerationHostParts {
  readonly loaded: () => { readonly engine: Engine; readonly checkpoint: Checkpoint } | null;
  /** The run of this tab. */
  readonly live: () => { readonly policy: Transformer; readonly step: number } | null;
  readonly turns: Turns;
  readonly oracle: Pick<Oracle, 'judge'>;
}

export interface GenerationHost extends GenerationApi {
  /** Frees the models that are kept: another backend cannot use them. */
  readonly clear: () => void;
}

/** As many as the page shows side by side. */
const keptModels = 3;

/** With the finished steps of the run, where it is the run of this tab. */
type Model = ReadyModel & { readonly step: number | null };

const failure = (code: Failure['code'], message: string, hint: string): FailureError =>
  new FailureError({ code, message, hint, step: null });

const keyOf = ({ id, step }: CheckpointRef) => `${id}@${step}`;

/** Hears whether the page ends a generation. */
function listenForCancel(news: MessagePort) {
  let isCancelled = false;
  const whenCancelled = new Promise<'cancelled'>((resolve) => {
    news.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data !== cancelMessage) return;
      isCancelled = true;
      resolve('cancelled');
    };
  });
  return { isCancelled: () => isCancelled, whenCancelled };
}

export function createGenerationHost(parts: GenerationHostParts): GenerationHost {
  const { turns, oracle } = parts;
  const shelf = createModelShelf(keptModels);

  function requireLoaded() {
    const loaded = parts.loaded();
    if (loaded) return loaded;
    const hint = 'Wait until it is loaded, or load it, and ask again.';
    throw failure('wrong-state', 'The engine is not loaded, so no model can write.', hint);
  }

  /** Null: its files have to be handed over first. */
  function modelOf(ref: ModelRef): Model | null {
    const { checkpoint } = requireLoaded();
    switch (ref.kind) {
      case 'base':
        return { ...(shelf.find('base') ?? shelf.put('base', checkpoint)), step: null };
      case 'checkpoint': {
        const kept = shelf.find(keyOf(ref));
        return kept && { ...kept, step: null };
      }
      case 'run': {
        const live = parts.live();
        const hint = 'Start a run on the Train screen, or choose another model.';
        if (!live) throw failure('wrong-state', 'There is no run in this tab to write with.', hint);
        return { transformer: live.policy, tokenizer: checkpoint.tokenizer, step: live.step };
      }
    }
  }

  /** Asks a model when no step is under way; null as modelOf. */
  const withModel = <T>(ref: ModelRef, ask: (model: Model) => Promise<T>): Promise<T | null> =>
    turns.take(() =>
      onHealthyDevice(requireLoaded().engine, async () => {
        // WebAssembly computes without a pause, and a cancel that has come would not be heard.
        await new Promise((resolve) => setTimeout(resolve, 0));
        const model = modelOf(ref);
        return model && (await ask(model));
      }),
    );

  async function writeAndJudge(
    request: GenerationRequest,
    say: (news: GenerationNews) => void,
    isCancelled: () => boolean,
  ): Promise<GenerationAnswer> {
    say({ phase: 'waiting', done: 0, total: 0, completions: [] });
    const wrote = await withModel(request.model, async (model) => {
      const { step } = model;
      const written = isCancelled() ? [] : await write(model, request, say, isCancelled);
      if (isCancelled()) return { step, completions: written };
      // In the same turn: the next step of a run changes the weights.
      return { step, completions: await withPlaces(model, request.prompt, written) };
    });
    if (wrote === null) return { kind: 'model-needed' };
    const { completions, step } = wrote;
    const task = taskOf(request.prompt);
    const answer = { kind: 'written', step, isCancelled: false } as const;
    if (task === null || isCancelled()) return { ...answer, completions };
    say({ phase: 'judging', done: 0, total: completions.length, completions });
    const { prompt, tests } = task;
    const asked = completions.map(({ text }) => ({ prompt, completion: text, tests }));
    const outcomes = await oracle.judge(asked);
    const judged = completions.map((written, i) => ({ ...written, outcome: outcomes[i] }));
    return { ...answer, completions: judged };
  }

  async function generate(
    request: GenerationRequest,
    news: MessagePort,
  ): Promise<Result<GenerationAnswer>> {
    let completions: Written[] = [];
    const { isCancelled, whenCancelled } = listenForCancel(news);
    const say = (message: GenerationNews) => {
      completions = message.completions;
      if (!isCancelled()) news.postMessage(message);
    };
    const work = settled(() => writeAndJudge(request, say, isCancelled));
    // A step of a run may take long: who cancels does not wait for its end.
    const answer = await Promise.race([work, whenCancelled]);
    if (answer !== 'cancelled') return answer;
    return ok({ kind: 'written', step: null, completions, isCancelled: true });
  }

  async function tellPlaces(request: NextTokensRequest): Promise<NextTokensAnswer> {
    const { model: ref, prompt, ids, count } = request;
    const places = await withModel(ref, (model) => readPlaces(model, prompt, ids, count));
    return places === null ? { kind: 'model-needed' } : { kind: 'places', places };
  }

  async function keep(model: CheckpointRef, given: unknown): Promise<null> {
    requireLoaded();
    try {
      const { files } = checkpointFilesSchema.parse(given);
      const checkpoint = await loadCheckpoint((name) => {
        const file = files.find((f) => f.name === name);
        return file ? Promise.resolve(file.bytes) : Promise.reject(new Error(`it has no ${name}`));
      });
      await turns.take(() => Promise.resolve(shelf.put(keyOf(model), checkpoint)));
      return null;
    } catch (error) {
      const message = `The checkpoint after step ${model.step} cannot be used: ${reasonOf(error)}`;
      const hint = 'Choose another checkpoint, or train the run again: its seed repeats it.';
      throw failure('asset-invalid', message, hint);
    }
  }

  return {
    generate: async (given, news) => {
      const request = generationRequestSchema.safeParse(given);
      return request.success ? generate(request.data, news) : malformed(request.error);
    },
    nextTokens: async (given) => {
      const request = nextTokensRequestSchema.safeParse(given);
      return request.success ? settled(() => tellPlaces(request.data)) : malformed(request.error);
    },
    keepModel: async (given, files) => {
      const model = checkpointRefSchema.safeParse(given);
      return model.success ? settled(() => keep(model.data, files)) : malformed(model.error);
    },
    clear: shelf.clear,
  };
}

const malformed = (error: Error): Result<never> =>
  failed({
    code: 'config-invalid',
    message: `These options cannot be used: ${reasonOf(error)}`,
    hint: 'Correct the option that is named.',
    step: null,
  });
