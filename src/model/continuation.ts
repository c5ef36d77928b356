/** Writes on from a text with seeded draws: what the command line and the page call generating. */
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { generate, type Choice, type Completion, type GenerationOptions } from './generation.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { Transformer } from './transformer.ts';

export interface Continuation extends Choice, Pick<GenerationOptions, 'onProgress'> {
  readonly prompt: string;
  /** Tokens that each completion begins with; not counted in maxCompletionLength. */
  readonly prefix?: readonly number[];
  readonly seed: number;
  /** How many completions, each with a stream of draws of its own. */
  readonly completions: number;
  /** Number of the first one; another first one draws otherwise. 0 unless told. */
  readonly first?: number;
  /** Tokens to write at most. */
  readonly maxCompletionLength: number;
}

/**
 * Token t of completion i takes the t-th draw of the stream (seed, i), so a prefix of a completion's own tokens is
 * written on as it was.
 * @returns [completions], without the prefix
 * @throws RangeError when all does not fit the model's positions
 */
export function continueText(
  model: Transformer,
  tokenizer: Tokenizer,
  { prompt, prefix = [], seed, completions, first = 0, ...choice }: Continuation,
): Promise<Completion[]> {
  const streams = Array.from({ length: completions }, (_, row) => {
    const stream = createRandom(deriveSeed(seed, 'sampling', 0, first + row));
    prefix.forEach(() => stream.uniform());
    return stream;
  });
  return generate(model, [[...tokenizer.encode(prompt), ...prefix]], {
    ...choice,
    completionsPerPrompt: completions,
    // Rows are drawn left to right.
    draw: (row) => streams[row].uniform(),
  });
}
