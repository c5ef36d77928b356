/** One request of the Generate screen, with the model it is for: prompt in, completions out. */
import { FailureError } from '../core/failure.ts';
import { tokenTexts } from '../core/pair.ts';
import { drawTask, type Task } from '../corpus/tasks.ts';
import { continueText } from '../model/continuation.ts';
import { nextTokens } from '../model/nextTokens.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import {
  toldTokens,
  type GenerationNews,
  type GenerationRequest,
  type Place,
  type PromptRef,
  type Written,
} from './generationContract.ts';
import type { ReadyModel } from './modelShelf.ts';

/** The task behind a prompt; null for a text of the reader's own. */
export const taskOf = (prompt: PromptRef): Task | null =>
  prompt.kind === 'task' ? drawTask(prompt.split, prompt.index) : null;

/** What the model is given. */
export const promptText = (prompt: PromptRef): string =>
  prompt.kind === 'task' ? drawTask(prompt.split, prompt.index).prompt : prompt.text;

/**
 * Token ids of a prompt.
 * @param more tokens that have to fit after it
 * @throws FailureError 'config-invalid' when it is empty, or leaves no room
 */
export function encodePrompt(
  prompt: PromptRef,
  { transformer, tokenizer }: ReadyModel,
  more: number,
): number[] {
  const ids = tokenizer.encode(promptText(prompt));
  const positions = transformer.config.max_position_embeddings;
  if (ids.length > 0 && ids.length + more <= positions) return ids;
  throw new FailureError({
    code: 'config-invalid',
    message:
      ids.length === 0
        ? 'The prompt is empty, so there is nothing to continue.'
        : `The prompt has ${ids.length} tokens, and with what follows it is longer than the ${positions} that the model holds.`,
    hint: ids.length === 0 ? 'Type at least one character.' : 'Shorten the prompt.',
    step: null,
  });
}

/** A token as the reader sees it. */
const spellToken = (id: number, { endToken, decode }: Tokenizer): string =>
  id === endToken.id ? endToken.name : decode([id]);

function describe(tokenizer: Tokenizer, ids: number[], isTruncated: boolean): Written {
  const spans = tokenizer.withSpans(ids);
  const tokens = tokenTexts(spans, tokenizer.endToken.name);
  return { ids, tokens, text: spans.text, isTruncated, outcome: null, places: null };
}

/**
 * What the model expects at each place.
 * @param ids [T] after the prompt
 * @param count tokens of each place
 * @returns [T], and one place more where the end token is missing
 */
export async function readPlaces(
  model: ReadyModel,
  prompt: PromptRef,
  ids: readonly number[],
  count: number,
): Promise<Place[]> {
  const { transformer, tokenizer } = model;
  const promptIds = encodePrompt(prompt, model, ids.length);
  const places = await nextTokens(transformer, promptIds, ids, count);
  return places.map(({ probability, top }) => ({
    probability,
    top: top.map((token) => ({ ...token, token: spellToken(token.id, tokenizer) })),
  }));
}

/** Ends generation from inside; never leaves this file. */
class Cancelled extends Error {}

/** @throws FailureError 'config-invalid' or 'not-finite'; a cancelled one ends with what is written */
export async function write(
  model: ReadyModel,
  { prompt, prefix, first, options }: GenerationRequest,
  say: (news: GenerationNews) => void,
  isCancelled: () => boolean,
): Promise<Written[]> {
  const { transformer, tokenizer } = model;
  const { topK, topP, temperature, seed, completions } = options;
  if (prefix.at(-1) === tokenizer.endToken.id) return [describe(tokenizer, prefix, false)];
  const promptIds = encodePrompt(prompt, model, prefix.length + 1);
  const room = transformer.config.max_position_embeddings - promptIds.length - prefix.length;
  let written: Written[] = [];
  try {
    await continueText(transformer, tokenizer, {
      prompt: promptText(prompt),
      ...{ prefix, first, seed, completions, temperature, topK, topP },
      maxCompletionLength: Math.min(options.maxCompletionLength, room),
      onProgress: (done, total, soFar) => {
        written = soFar.map(({ ids, isTruncated }) =>
          describe(tokenizer, [...prefix, ...ids], isTruncated),
        );
        say({ phase: 'writing', done, total, completions: written });
        if (isCancelled()) throw new Cancelled();
      },
    });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
  return written;
}

/** The same with what the model expected at each place. */
export async function withPlaces(
  model: ReadyModel,
  prompt: PromptRef,
  completions: readonly Written[],
): Promise<Written[]> {
  const all: Written[] = [];
  for (const written of completions) {
    all.push({ ...written, places: await readPlaces(model, prompt, written.ids, toldTokens) });
  }
  return all;
}
