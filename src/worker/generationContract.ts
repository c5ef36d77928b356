/** What the page and the trainer worker say to each other when a reader asks a model to write. */
import { z } from 'zod';
import type { Result } from '../core/failure.ts';
import { outcomeSchema } from '../core/outcome.ts';
import { recordIdSchema } from '../core/runRecord.ts';
import { splits } from '../corpus/splits.ts';
import type { CheckpointFiles } from './checkpointFiles.ts';

const counted = z.number().int().nonnegative();
const tokenIds = z.array(counted);

/** A saved checkpoint of a run in the library. */
export const checkpointRefSchema = z.object({
  kind: z.literal('checkpoint'),
  id: recordIdSchema,
  step: counted,
});
export type CheckpointRef = z.infer<typeof checkpointRefSchema>;

/** The shipped model, the run of this tab as it is now, or a saved checkpoint. */
export const modelRefSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('base') }),
  z.object({ kind: z.literal('run') }),
  checkpointRefSchema,
]);
export type ModelRef = z.infer<typeof modelRefSchema>;

export { splits } from '../corpus/splits.ts';
export const splitSchema = z.enum(splits);
export type { Split } from '../corpus/splits.ts';

/** A task of the corpus has tests; a text of the reader's own has none. */
export const promptRefSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('task'), split: splitSchema, index: counted }),
  z.object({ kind: z.literal('text'), text: z.string() }),
]);
export type PromptRef = z.infer<typeof promptRefSchema>;

/** How to write. All columns of the page share these. */
export const writingOptionsSchema = z.object({
  completions: z.number().int().min(1).max(8),
  /** 0 is greedy. */
  temperature: z.number().min(0).max(2),
  /** 0: among all. */
  topK: counted,
  /** 1: among all. */
  topP: z.number().min(0.01).max(1),
  /** Tokens to write at most; fewer where the model has no more positions. */
  maxCompletionLength: z.number().int().min(1).max(512),
  seed: counted,
});
export type WritingOptions = z.infer<typeof writingOptionsSchema>;

export const generationRequestSchema = z.object({
  model: modelRefSchema,
  prompt: promptRefSchema,
  options: writingOptionsSchema,
  /** Tokens that the completion begins with. */
  prefix: tokenIds,
  /** Number of the first completion, which chooses its draws. */
  first: counted,
});
export type GenerationRequest = z.infer<typeof generationRequestSchema>;

const share = z.number().min(0).max(1);

export const placeSchema = z.object({
  /** Of the token that stands there; null where the text has ended. */
  probability: share.nullable(),
  /** The likeliest tokens, the first the most. */
  top: z.array(z.object({ id: counted, token: z.string(), probability: share })),
});
/** What the model expected at one place: shares of the softmax at temperature 1. */
export type Place = z.infer<typeof placeSchema>;

/** Tokens that are told of each place. */
export const toldTokens = 8;

export const writtenSchema = z.object({
  /** [T], the prefix and the end token included. */
  ids: tokenIds,
  /** Their texts [T], the end token as its name. */
  tokens: z.array(z.string()),
  /** Without the end token. */
  text: z.string(),
  /** It has no end token. */
  isTruncated: z.boolean(),
  /** Null where no tests ran: a text of one's own, or it is not finished. */
  outcome: outcomeSchema.nullable(),
  /** [T], and what would come next where it has no end token, by the weights that wrote it. Null until it is finished. */
  places: z.array(placeSchema).nullable(),
});
/** One completion as far as it is written. */
export type Written = z.infer<typeof writtenSchema>;

/** News of a generation, on the port that came with it. */
export const generationNewsSchema = z.object({
  /** waiting: a step of the run is under way. judging: the tests run. */
  phase: z.enum(['waiting', 'writing', 'judging']),
  done: counted,
  total: counted,
  completions: z.array(writtenSchema),
});
export type GenerationNews = z.infer<typeof generationNewsSchema>;

/** The checkpoint is not here: hand it over with keepModel and ask again. */
const modelNeededSchema = z.object({ kind: z.literal('model-needed') });

export const generationAnswerSchema = z.discriminatedUnion('kind', [
  modelNeededSchema,
  z.object({
    kind: z.literal('written'),
    /** Finished steps of the run, where it was the run of this tab. */
    step: counted.nullable(),
    completions: z.array(writtenSchema),
    isCancelled: z.boolean(),
  }),
]);
export type GenerationAnswer = z.infer<typeof generationAnswerSchema>;

export const nextTokensRequestSchema = z.object({
  model: modelRefSchema,
  prompt: promptRefSchema,
  /** The text so far, after the prompt [T]. */
  ids: tokenIds,
  /** How many tokens of each place. */
  count: z.number().int().min(1).max(50),
});
export type NextTokensRequest = z.infer<typeof nextTokensRequestSchema>;

export const nextTokensAnswerSchema = z.discriminatedUnion('kind', [
  modelNeededSchema,
  /** [T], and what would come next where the text has not ended. */
  z.object({ kind: z.literal('places'), places: z.array(placeSchema) }),
]);
export type NextTokensAnswer = z.infer<typeof nextTokensAnswerSchema>;

/** What the page posts on the port of a generation to end it. */
export const cancelMessage = 'cancel';

/** Commands of the trainer worker. They wait for the step of a run that is under way, and the next step waits for them. */
export interface GenerationApi {
  /** @param news where GenerationNews goes to, and cancelMessage comes from */
  generate(request: GenerationRequest, news: MessagePort): Promise<Result<GenerationAnswer>>;
  nextTokens(request: NextTokensRequest): Promise<Result<NextTokensAnswer>>;
  /** Keeps the weights of a checkpoint on the device; the one that was used least lately goes for it. */
  keepModel(model: CheckpointRef, files: CheckpointFiles): Promise<Result<null>>;
}
