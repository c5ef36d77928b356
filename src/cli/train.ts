/**
 * Trains without a browser, with the worker's own training code, and measures before and after on
 * held-out names. Usage: npm run train -- --out DIR [--seed S] [--backend webgpu|wasm] [--set key=value …]
 * Writes metrics.jsonl (a line a step and an evaluation) and summary.json.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runConfigSchema, type RunConfig } from '../core/runConfig.ts';
import { loadCheckpoint } from '../model/checkpoint.ts';
import { writeSafetensors } from '../model/safetensors.ts';
import { createTransformer, readWeights } from '../model/transformer.ts';
import { loadModuleInNode } from '../oracle/loadNode.ts';
import { createOracle } from '../oracle/oracle.ts';
import { evaluate } from '../training/evaluate.ts';
import { createOptimizer } from '../training/optimizer.ts';
import { startRun } from '../training/run.ts';
import { startNodeEngine } from './nodeEngine.ts';
import { reportScores } from './report.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    model: { type: 'string', default: 'public/model' },
    backend: { type: 'string', default: 'webgpu' },
    seed: { type: 'string', default: '1' },
    set: { type: 'string', multiple: true, default: [] },
    /** Prompts of the split unseen-names, greedy, before and after. */
    prompts: { type: 'string', default: '280' },
  },
});
if (!values.out)
  throw new Error('--out DIR is needed: the folder for metrics.jsonl and summary.json.');
const out = values.out;

function readConfig(): RunConfig {
  const changed = values.set.map((text) => {
    const [key, value] = text.split('=', 2);
    const isNumber = value !== '' && Number.isFinite(Number(value));
    const isFlag = value === 'true' || value === 'false';
    return [key, isNumber ? Number(value) : isFlag ? value === 'true' : value];
  });
  return runConfigSchema.parse({ ...Object.fromEntries(changed), seed: Number(values.seed) });
}

const config = readConfig();
const engine = await startNodeEngine(values.backend);
const checkpoint = await loadCheckpoint((name) => readFile(join(values.model, name)));
const oracle = createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });
await oracle.load();
const { tokenizer } = checkpoint;
const policy = createTransformer(checkpoint.config, checkpoint.weights, true);
const reference = createTransformer(checkpoint.config, checkpoint.weights, false);
const optimizer = createOptimizer(policy.variables, 0.999);
mkdirSync(out, { recursive: true });
const metricsFile = join(out, 'metrics.jsonl');
writeFileSync(metricsFile, '');
const record = (line: object) => appendFileSync(metricsFile, `${JSON.stringify(line)}\n`);

const score = async () =>
  reportScores(
    await evaluate(policy, tokenizer, oracle, {
      split: 'unseen-names',
      prompts: Number(values.prompts),
      temperature: 0,
      maxCompletionLength: config.maxCompletionLength,
    }),
  );

const before = await score();
console.log('before', JSON.stringify(before.all));
const began = performance.now();
const run = startRun(
  { config, policy, reference, tokenizer, optimizer, oracle },
  { engine, now: () => performance.now() },
  {
    onState: () => undefined,
    onProgress: () => undefined,
    onRollouts: () => undefined,
    onStep: (step, metrics) => {
      record({ step, ...metrics });
      const shown = ['reward', 'reward_std', 'kl', 'entropy', 'grad_norm', 'step_time'].map(
        (key) => `${key} ${metrics[key].toFixed(3)}`,
      );
      console.log(`step ${step}: ${shown.join(', ')}`);
    },
    onEvaluation: (step, metrics) => {
      record({ step, ...metrics });
      console.log(`evaluation at ${step}: ${JSON.stringify(metrics)}`);
    },
    onFailure: (failure) => {
      console.error(`${failure.message} ${failure.hint}`);
      process.exitCode = 1;
    },
  },
  false,
);
await run.ended;
const seconds = (performance.now() - began) / 1000;
const after = await score();
console.log('after', JSON.stringify(after.all), `${seconds.toFixed(0)} s`);
writeFileSync(
  join(out, 'summary.json'),
  JSON.stringify(
    { backend: engine.backend, adapter: engine.adapter, config, seconds, before, after },
    null,
    2,
  ) + '\n',
);
writeFileSync(join(out, 'model.safetensors'), writeSafetensors(await readWeights(policy)));
process.exit();
