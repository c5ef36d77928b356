/** Generation beside the training forward, and beside itself without early ends. */
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { tokenLogprob } from '../engine/kernels/tokenLogprob/tokenLogprob.ts';
import { takeRows } from '../engine/kernels/rows/rows.ts';
import { describeOn, everyBackend, webGpu } from '../engine/testing/backends.ts';
import configJson from './fixtures/tiny-qwen2/config.json';
import weightsUrl from './fixtures/tiny-qwen2/model.safetensors?url';
import { generate, type Completion, type GenerationOptions } from './generation.ts';
import { initialWeights } from './initialize.ts';
import { modelConfigSchema } from './modelConfig.ts';
import { packRows, predictorSlots } from './packing.ts';
import { parseSafetensors } from './safetensors.ts';
import { createTransformer, hiddenStates, outputLogits, type Transformer } from './transformer.ts';

const config = modelConfigSchema.parse(configJson);
const prompts = [[5, 9, 33], [7], [12, 40, 41, 8, 19, 3, 60], [2, 2, 50, 31, 11]];
const neverEnds = -1;

const draw = (seed: number) => (row: number, step: number) =>
  createRandom(deriveSeed(seed, 'test', step, row)).uniform();

const options: GenerationOptions = {
  completionsPerPrompt: 6,
  maxCompletionLength: 30,
  temperature: 0.8,
  draw: draw(1),
};

const ending = (model: Transformer, endToken: number): Transformer => ({
  ...model,
  config: { ...model.config, eos_token_id: endToken },
});

/** log π of each row's tokens after its prompt, by the forward that training uses. */
async function trainingLogprobs(model: Transformer, rows: number[][], from: number[]) {
  const width = Math.max(...rows.map((row, r) => row.length - from[r]));
  const logprobs = tf.tidy(() => {
    const packed = packRows(rows, model.config.vocab_size);
    const lengths = rows.map(({ length }) => length);
    const predictors = predictorSlots(packed, from, lengths, width);
    const targets = tf.tensor1d(
      rows.flatMap((row, r) => Array.from({ length: width }, (_, t) => row[from[r] + t] ?? 0)),
      'int32',
    );
    const logits = outputLogits(model, takeRows(hiddenStates(model, packed), predictors));
    return tokenLogprob(logits, targets, options.temperature);
  });
  const values = await logprobs.data();
  logprobs.dispose();
  return rows.map((row, r) => [...values.slice(r * width, r * width + row.length - from[r])]);
}

/** The token that most completions have somewhere before their last quarter. */
function commonToken(completions: readonly Completion[]): number {
  const counts = Array.from(
    { length: config.vocab_size },
    (_, token) => completions.filter(({ ids }) => ids.slice(0, 22).includes(token)).length,
  );
  return counts.indexOf(Math.max(...counts));
}

/** What is left of a completion that did not know its end token. */
function cutAtEnd(completion: Completion, endToken: number): Completion {
  const at = completion.ids.indexOf(endToken);
  if (at < 0) return completion;
  const [ids, logprobs, entropy] = [completion.ids, completion.logprobs, completion.entropy].map(
    (values) => values.slice(0, at + 1),
  );
  return { ids, logprobs, entropy, isTruncated: false };
}

describeOn(everyBackend, 'generation', () => {
  let model: Transformer;
  beforeAll(async () => {
    const bytes = new Uint8Array(await (await fetch(weightsUrl)).arrayBuffer());
    model = createTransformer(config, parseSafetensors(bytes), false);
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => model.dispose());

  it.each([
    ['all tokens', {}],
    ['top-k', { topK: 8 }],
    ['top-p', { topP: 0.7 }],
    ['both', { topK: 20, topP: 0.8 }],
  ])('gives the log-probabilities of the training forward, sampling %s', async (_, truncation) => {
    const endless = ending(model, neverEnds);
    const completions = await generate(endless, prompts, { ...options, ...truncation });
    const rows = completions.map(({ ids }, b) => [...prompts[Math.floor(b / 6)], ...ids]);
    const from = rows.map((row) => row.length - options.maxCompletionLength);
    const wanted = await trainingLogprobs(model, rows, from);
    completions.forEach(({ logprobs }, b) =>
      logprobs.forEach((logprob, t) => expect(Math.abs(logprob - wanted[b][t])).toBeLessThan(1e-4)),
    );
  });

  it('goes on with open rows alone, and samples what it would have sampled anyway', async () => {
    const whole = await generate(ending(model, neverEnds), prompts, options);
    const endToken = commonToken(whole);
    const cut = whole.map((completion) => cutAtEnd(completion, endToken));
    // Otherwise nothing is tested.
    expect(cut.filter(({ ids }) => ids.length <= 24).length).toBeGreaterThan(8);
    expect(cut.filter(({ isTruncated }) => isTruncated).length).toBeGreaterThan(0);

    const kernels = vi.spyOn(tf.engine(), 'runKernel');
    const ended = await generate(ending(model, endToken), prompts, options);
    expect(ended.map(({ ids }) => ids)).toEqual(cut.map(({ ids }) => ids));
    expect(ended.map((c) => c.isTruncated)).toEqual(cut.map((c) => c.isTruncated));
    ended.forEach(({ logprobs, entropy }, b) => {
      logprobs.forEach((value, t) => expect(value).toBeCloseTo(cut[b].logprobs[t], 5));
      entropy.forEach((value, t) => expect(value).toBeCloseTo(cut[b].entropy[t], 5));
    });
    const computed = kernels.mock.calls
      .filter(([name]) => name === 'SwiGlu')
      .map(([, { gateUp }]) => gateUp.shape[0]);
    // After the prefill of two layers: 24 rows, then fewer, in eights.
    expect(computed[2]).toBe(24);
    expect(computed[computed.length - 1]).toBeLessThan(24);
    expect(computed.slice(2).every((rows) => rows % 8 === 0)).toBe(true);
  });

  it('stops at the first read-back after the last end', async () => {
    const [first] = await generate(ending(model, neverEnds), [prompts[0]], {
      ...options,
      completionsPerPrompt: 1,
    });
    const done: number[] = [];
    const [completion] = await generate(ending(model, first.ids[3]), [prompts[0]], {
      ...options,
      completionsPerPrompt: 1,
      onProgress: (steps) => done.push(steps),
    });
    expect(completion.ids).toEqual(first.ids.slice(0, first.ids.indexOf(first.ids[3]) + 1));
    expect(completion.isTruncated).toBe(false);
    expect(first.isTruncated).toBe(true);
    expect(done).toEqual([12]);
  });

  it('samples the same with the same draws, and something else with others', async () => {
    const sample = async (changes: Partial<GenerationOptions>) =>
      (await generate(ending(model, neverEnds), prompts, { ...options, ...changes })).map(
        ({ ids }) => ids,
      );
    const tokens = await sample({});
    expect(await sample({})).toEqual(tokens);
    expect(await sample({ draw: draw(2) })).not.toEqual(tokens);
    const greedy = await sample({ temperature: 0 });
    expect(await sample({ topK: 1 })).toEqual(greedy);
    expect(await sample({ topP: 1e-6 })).toEqual(greedy);
  });

  it('fails, rather than give tokens, when the weights are broken', async () => {
    const embedding = tf.fill<tf.Rank.R2>([config.vocab_size, config.hidden_size], NaN);
    const sampling = generate({ ...model, embedding }, prompts, options);
    await expect(sampling).rejects.toMatchObject({ failure: { code: 'not-finite' } });
    embedding.dispose();
  });

  it('leaves no tensor behind', async () => {
    await generate(model, prompts, options);
    const before = tf.memory().numTensors;
    await generate(model, prompts, { ...options, topK: 4 });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describeOn([webGpu], 'dispatches', () => {
  it('are at most 45 for a token of four layers', async () => {
    const fourLayers = { ...config, num_hidden_layers: 4 };
    const random = createRandom(deriveSeed(3, 'test', 0, 0));
    const model = createTransformer(fourLayers, initialWeights(fourLayers, random), false);
    const dispatch = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    const count = async (steps: number) => {
      dispatch.mockClear();
      await generate(ending(model, neverEnds), prompts, { ...options, maxCompletionLength: steps });
      return dispatch.mock.calls.length;
    };
    const perToken = ((await count(36)) - (await count(12))) / 24;
    expect(perToken).toBeLessThanOrEqual(45);
    vi.restoreAllMocks();
    model.dispose();
  });
});
