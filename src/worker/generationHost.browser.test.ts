/** The commands of the Generate screen on a tiny model: what they write, what they say of it, what they leave behind. */
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Result } from '../core/failure.ts';
import type { Outcome } from '../core/outcome.ts';
import { drawTask } from '../corpus/tasks.ts';
import { describeOn, wasm, type TestBackend } from '../engine/testing/backends.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { continueText } from '../model/continuation.ts';
import { packRows } from '../model/packing.ts';
import { writeSafetensors } from '../model/safetensors.ts';
import { createTransformer, hiddenStates, outputLogits } from '../model/transformer.ts';
import { startRun } from '../training/run.ts';
import { spellingOracle } from '../training/testing/spellingOracle.ts';
import { createTinyTrainer, tinyCheckpoint } from '../training/testing/tinyTrainer.ts';
import { createTurns, type Turns } from '../training/turns.ts';
import { readModelFiles } from './modelFiles.ts';
import {
  cancelMessage,
  type GenerationAnswer,
  type GenerationNews,
  type GenerationRequest,
  type NextTokensAnswer,
} from './generationContract.ts';
import { createGenerationHost, type GenerationHost } from './generationHost.ts';

const task = { kind: 'task', split: 'unseen-names', index: 2 } as const;
const base: GenerationRequest = {
  model: { kind: 'base' },
  prompt: task,
  options: {
    completions: 2,
    temperature: 1,
    topK: 0,
    topP: 1,
    maxCompletionLength: 20,
    seed: 3,
  },
  prefix: [],
  first: 0,
};
const greedy = { ...base, options: { ...base.options, temperature: 0, completions: 1 } };
const checkpoint = { kind: 'checkpoint', id: 'run-of-test', step: 4 } as const;
const outcome: Outcome = { parses: true, cases: [], stopped: 'none', elapsedMs: 0 };

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const readModel = async (name: string) =>
  new Uint8Array(await (await fetch(`/model/${name}`)).arrayBuffer());

describeOn([wasm], 'the commands of Generate', ({ start }: TestBackend) => {
  let tiny: Checkpoint;
  let host: GenerationHost;
  let turns: Turns;
  beforeAll(async () => {
    tiny = await tinyCheckpoint();
    // The engine of describeOn is no part of what it gives; this is the same one, asked for again.
    const engine = await start();
    turns = createTurns();
    host = createGenerationHost({
      loaded: () => ({ engine, checkpoint: tiny }),
      live: () => null,
      turns,
      oracle: { judge: (asked) => Promise.resolve(asked.map(() => outcome)) },
    });
  });
  afterEach(() => host.clear());

  async function generate(request: GenerationRequest) {
    const { port1, port2 } = new MessageChannel();
    const news: GenerationNews[] = [];
    port1.onmessage = ({ data }: MessageEvent<GenerationNews>) => news.push(data);
    const answer = valueOf(await host.generate(request, port2));
    if (answer.kind === 'model-needed') throw new Error('A model is missing.');
    return { ...answer, news };
  }

  async function places(ids: readonly number[], count: number) {
    const { model, prompt } = base;
    const answer: NextTokensAnswer = valueOf(
      await host.nextTokens({ model, prompt, ids: [...ids], count }),
    );
    if (answer.kind === 'model-needed') throw new Error('A model is missing.');
    return answer.places;
  }

  it('writes what the command line writes, the same with the same seed, and has it judged', async () => {
    const { completions, news } = await generate(base);
    expect(completions.map((written) => written.outcome)).toEqual([outcome, outcome]);
    expect(completions[0].tokens).toHaveLength(20);
    expect((await generate(base)).completions).toEqual(completions);
    await expect.poll(() => news.map(({ phase }) => phase)).toContain('writing');
    const other = await generate({ ...base, options: { ...base.options, seed: 4 } });
    expect(other.completions[0].ids).not.toEqual(completions[0].ids);

    const model = createTransformer(tiny.config, tiny.weights, false);
    const { prompt } = drawTask(task.split, task.index);
    const alone = await continueText(model, tiny.tokenizer, { prompt, ...greedy.options });
    model.dispose();
    expect((await generate(greedy)).completions.map(({ ids }) => ids)).toEqual(
      alone.map(({ ids }) => ids),
    );
  });

  it('writes on after tokens of its own as it had, and otherwise after others', async () => {
    const { completions } = await generate(base);
    const { ids } = completions[1];
    const options = { ...base.options, completions: 1, maxCompletionLength: 14 };
    const on = await generate({ ...base, options, first: 1, prefix: ids.slice(0, 6) });
    expect(on.completions[0].ids).toEqual(ids);
    const prefix = [...ids.slice(0, 5), ids[5] + 1];
    const away = await generate({ ...base, options, first: 1, prefix });
    expect(away.completions[0].ids.slice(0, 6)).toEqual(prefix);
    const ended = [...prefix, tiny.tokenizer.endToken.id];
    const [whole] = (await generate({ ...base, options, prefix: ended })).completions;
    expect(whole).toMatchObject({ ids: ended, isTruncated: false, outcome });
  });

  it('tells the next tokens as the logits have them', async () => {
    const { completions } = await generate(greedy);
    const { ids, places: toldWithIt } = completions[0];
    const told = await places(ids, 8);
    expect(toldWithIt).toEqual(told);
    const model = createTransformer(tiny.config, tiny.weights, false);
    const promptIds = tiny.tokenizer.encode(drawTask(task.split, task.index).prompt);
    const softmax = tf.tidy(() => {
      const packed = packRows([[...promptIds, ...ids]], tiny.config.vocab_size);
      return tf.softmax(outputLogits(model, hiddenStates(model, packed)));
    });
    const shares = await softmax.data();
    softmax.dispose();
    model.dispose();
    const at = (t: number, id: number) =>
      shares[(promptIds.length - 1 + t) * tiny.config.vocab_size + id];
    expect(told).toHaveLength(ids.length + 1);
    told.forEach(({ probability, top }, t) => {
      top.forEach((other) => expect(other.probability).toBeCloseTo(at(t, other.id), 5));
      expect(top.reduce((sum, other) => sum + other.probability, 0)).toBeLessThanOrEqual(1);
      if (t === ids.length) return expect(probability).toBeNull();
      // Greedy writes the likeliest token.
      expect(top[0].id).toBe(ids[t]);
      expect(probability).toBe(top[0].probability);
    });
  });

  it('asks for the files of a checkpoint, keeps it, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const { port2 } = new MessageChannel();
    const answer = await host.generate({ ...base, model: checkpoint }, port2);
    expect(answer).toEqual({ ok: true, value: { kind: 'model-needed' } });
    const files = [
      ...(await readModelFiles(readModel)),
      { name: 'model.safetensors', bytes: await readModel('model.safetensors') },
    ];
    valueOf(await host.keepModel(checkpoint, { files }));
    const written = await generate({ ...greedy, model: checkpoint });
    // The shipped weights, and not those of the tiny model.
    const untrained = await generate(greedy);
    expect(written.completions[0].ids).not.toEqual(untrained.completions[0].ids);

    const kept = tf.memory().numTensors;
    await generate({ ...base, model: checkpoint });
    await host.nextTokens({ model: checkpoint, prompt: task, ids: [5, 6], count: 3 });
    expect(tf.memory().numTensors).toBe(kept);
    const broken = [...files.slice(0, -1), { name: files[3].name, bytes: new Uint8Array(9) }];
    const small = [
      ...files.slice(0, -1),
      { name: files[3].name, bytes: writeSafetensors(tiny.weights) },
    ];
    for (const wrong of [broken, small, []]) {
      expect(await host.keepModel({ ...checkpoint, step: 5 }, { files: wrong })).toMatchObject({
        failure: { code: 'asset-invalid' },
      });
    }
    expect(tf.memory().numTensors).toBe(kept);
    for (const step of [6, 7, 8]) valueOf(await host.keepModel({ ...checkpoint, step }, { files }));
    expect(await host.generate({ ...base, model: checkpoint }, port2)).toMatchObject({
      value: { kind: 'model-needed' },
    });
    host.clear();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says what is wrong with a request', async () => {
    const { port2 } = new MessageChannel();
    const refused = async (changes: object) => host.generate({ ...base, ...changes }, port2);
    const own = (text: string) => ({ prompt: { kind: 'text', text } });
    expect(await refused(own(''))).toMatchObject({
      failure: { code: 'config-invalid', message: expect.stringMatching(/empty/) as string },
    });
    expect(await refused(own('const a = 1;\n'.repeat(60)))).toMatchObject({
      failure: { code: 'config-invalid', message: expect.stringMatching(/\d+ tokens/) as string },
    });
    expect(await refused({ model: { kind: 'run' } })).toMatchObject({
      failure: { code: 'wrong-state' },
    });
    expect(await refused({ options: { ...base.options, topP: 7 } })).toMatchObject({
      failure: { code: 'config-invalid', message: expect.stringMatching(/topP/) as string },
    });
    const text = { kind: 'text', text: 'let a' } as const;
    expect((await generate({ ...greedy, prompt: text })).completions[0].outcome).toBeNull();
  });

  it('waits for a step that is under way, and does not when it is cancelled', async () => {
    let endStep: () => void = () => undefined;
    void turns.take(() => new Promise<void>((resolve) => (endStep = resolve)));
    const { port1, port2 } = new MessageChannel();
    const answer = host.generate(base, port2);
    port1.postMessage(cancelMessage);
    expect(valueOf(await answer)).toMatchObject({ isCancelled: true, completions: [] });
    const later = generate(greedy);
    endStep();
    expect((await later).completions).toHaveLength(1);
  });

  it('writes with a run between its steps, which come out as if nobody had asked', async () => {
    async function run(isAsked: boolean) {
      const trainer = await createTinyTrainer({
        maxSteps: 2,
        evalSteps: 9,
        evalPrompts: 8,
        seed: 5,
      });
      const own = createTurns();
      const engine = await start();
      const metrics: Record<string, number>[] = [];
      const asking = createGenerationHost({
        loaded: () => ({ engine, checkpoint: tiny }),
        live: () => ({ policy: trainer.policy, step: live.step() }),
        turns: own,
        oracle: { judge: (asked) => Promise.resolve(asked.map(() => outcome)) },
      });
      const answers: Promise<Result<GenerationAnswer>>[] = [];
      const live = startRun(
        { ...trainer, oracle: spellingOracle },
        { engine, now: () => 0, turns: own },
        {
          onState: () => undefined,
          onStage: () => undefined,
          onProgress: () => undefined,
          onRollouts: ([{ step }]) => {
            if (step !== 1 || !isAsked) return;
            const { port2 } = new MessageChannel();
            answers.push(asking.generate({ ...base, model: { kind: 'run' } }, port2));
          },
          onStep: (step, values) => (metrics[step] = values),
          onEvaluation: () => undefined,
          onAlarm: () => undefined,
          onFailure: ({ message }) => expect.unreachable(message),
        },
        false,
      );
      await live.ended;
      trainer.dispose();
      return { metrics, answers: await Promise.all(answers) };
    }
    const asked = await run(true);
    expect(asked.answers).toMatchObject([{ ok: true, value: { kind: 'written', step: 1 } }]);
    expect(asked.metrics).toHaveLength(3);
    expect(asked.metrics).toEqual((await run(false)).metrics);
  });
});
