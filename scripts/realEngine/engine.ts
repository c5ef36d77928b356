/** llama.cpp with a model loaded, asked through node-llama-cpp: texts in, tokens out, several at once. */
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { callMethod, construct } from './foreign.ts';

/** Answers that are generated at once; what else comes waits its turn. */
const sequences = 3;

export interface Wish {
  readonly prompt: string;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number;
  /** What the answer has to be; null: anything. */
  readonly schema: Record<string, unknown> | null;
  /** Ends the work, when nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** A piece of the answer, as soon as it is there. */
  readonly onText: (text: string) => void;
}

export interface Generated {
  readonly text: string;
  /** Without the end token. */
  readonly tokens: readonly number[];
  readonly isCut: boolean;
}

export interface Engine {
  /** Of llama.cpp, as it names its builds. */
  readonly release: string;
  countTokens(text: string): number;
  generate(wish: Wish): Promise<Generated>;
  close(): Promise<void>;
}

const tokensSchema = z.array(z.number().int().nonnegative());
const generatedSchema = z.object({
  response: z.string(),
  metadata: z.object({
    // The second: the grammar lets nothing more come.
    stopReason: z.enum(['eogToken', 'stopGenerationTrigger', 'maxTokens']),
  }),
});
const llamaSchema = z.object({ llamaCppRelease: z.object({ release: z.string() }) });

/** @param file of the library, @param model a GGUF file */
export async function loadEngine(
  file: string,
  model: string,
  contextTokens: number,
): Promise<Engine> {
  const library: unknown = await import(pathToFileURL(file).href);
  // The model is so small that threads would only wait for each other.
  const options = { gpu: false, build: 'never', logLevel: 'error', maxThreads: 1 };
  const llama = await callMethod(library, 'getLlama', options);
  const loaded = await callMethod(llama, 'loadModel', { modelPath: model });
  const context = await callMethod(loaded, 'createContext', {
    contextSize: contextTokens,
    sequences,
  });
  const idle = Array.from({ length: sequences }, () =>
    construct(library, 'LlamaCompletion', { contextSequence: callMethod(context, 'getSequence') }),
  );
  const waiting: ((completion: unknown) => void)[] = [];
  const take = () =>
    idle.length > 0
      ? Promise.resolve(idle.pop())
      : new Promise<unknown>((resolve) => waiting.push(resolve));
  const giveBack = (completion: unknown) => {
    const next = waiting.shift();
    if (next) next(completion);
    else idle.push(completion);
  };
  return {
    release: llamaSchema.parse(llama).llamaCppRelease.release,
    countTokens: (text) => tokensSchema.parse(callMethod(loaded, 'tokenize', text)).length,
    generate: async (wish) => {
      const completion = await take();
      try {
        return await generate(llama, completion, wish);
      } finally {
        giveBack(completion);
      }
    },
    close: async () => {
      await callMethod(llama, 'dispose');
    },
  };
}

async function generate(llama: unknown, completion: unknown, wish: Wish): Promise<Generated> {
  const { prompt, maxTokens, temperature, seed, schema, signal, onText } = wish;
  signal.throwIfAborted();
  const grammar =
    schema === null ? undefined : await callMethod(llama, 'createGrammarForJsonSchema', schema);
  const tokens: number[] = [];
  const result = await callMethod(completion, 'generateCompletionWithMeta', prompt, {
    // From the whole vocabulary: unlikely tokens are what breaks things.
    ...{ maxTokens, temperature, topK: 0, topP: 1, seed, grammar, signal },
    onTextChunk: onText,
    onToken: (some: unknown) => tokens.push(...tokensSchema.parse(some)),
  });
  const { response, metadata } = generatedSchema.parse(result);
  return { text: response, tokens, isCut: metadata.stopReason === 'maxTokens' };
}
