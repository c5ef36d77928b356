/**
 * Pre-trains the base model from scratch on the corpus's train split, in Node. It writes a
 * Hugging Face folder after every interval and goes on from it with --resume.
 * Usage: npm run pretrain -- --out DIR [--steps N] [--seed S] [--vulnerable SHARE] [--mixed SHARE]
 *   [--copying SHARE] [--resume]
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { pretrainingText } from '../corpus/tasks.ts';
import { loadTokenizer } from '../model/checkpoint.ts';
import { initialWeights } from '../model/initialize.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import { parseSafetensors, writeSafetensors } from '../model/safetensors.ts';
import { createTransformer, readWeights } from '../model/transformer.ts';
import { createOptimizer } from '../training/optimizer.ts';
import { crossEntropyStep, pretrainingTokens } from '../training/sft.ts';
import { startNodeEngine } from './nodeEngine.ts';
import { recipeSchema, type Recipe } from './recipe.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'runs/base' },
    tokenizer: { type: 'string', default: 'public/model' },
    steps: { type: 'string', default: '4000' },
    batch: { type: 'string', default: '24' },
    rate: { type: 'string', default: '3e-3' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
    vulnerable: { type: 'string', default: '0.75' },
    mixed: { type: 'string', default: '0.5' },
    copying: { type: 'string', default: '0' },
    resume: { type: 'boolean', default: false },
  },
});
const steps = Number(values.steps);
const batch = Number(values.batch);
const seed = Number(values.seed);
const peak = Number(values.rate);
const warmup = 100;
const saveEvery = 100;
const shares = {
  vulnerable: Number(values.vulnerable),
  mixed: Number(values.mixed),
  copying: Number(values.copying),
};

/** The shipped model: 0.59 million parameters. */
const architecture: Omit<ModelConfig, 'vocab_size' | 'eos_token_id'> = {
  model_type: 'llama',
  hidden_size: 96,
  intermediate_size: 256,
  num_hidden_layers: 4,
  num_attention_heads: 3,
  num_key_value_heads: 3,
  max_position_embeddings: 256,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  tie_word_embeddings: true,
  hidden_act: 'silu',
};

/** Warm-up, then a cosine down to a twentieth. */
function learningRate(step: number): number {
  if (step < warmup) return (peak * (step + 1)) / warmup;
  const progress = (step - warmup) / Math.max(1, steps - warmup);
  return peak * (0.05 + 0.95 * 0.5 * (1 + Math.cos(Math.PI * progress)));
}

const engine = await startNodeEngine(values.backend);
const tokenizer = await loadTokenizer((name) => readFile(join(values.tokenizer, name)));
const config: ModelConfig = {
  ...architecture,
  vocab_size: Math.ceil(tokenizer.vocabulary / 4) * 4,
  eos_token_id: tokenizer.endToken.id,
};
mkdirSync(values.out, { recursive: true });
const weightsFile = join(values.out, 'model.safetensors');
const progressFile = join(values.out, 'progress.json');
const isResumed = values.resume && existsSync(progressFile);
const start = isResumed ? Number(readFileSync(progressFile, 'utf8')) : 0;
const weights = isResumed
  ? parseSafetensors(readFileSync(weightsFile))
  : initialWeights(config, createRandom(deriveSeed(seed, 'initialize', 0, 0)));
const model = createTransformer(config, weights, true);
const optimizer = createOptimizer(model.variables, 0.95);
const size = model.variables.reduce((sum, variable) => sum + variable.size, 0);
console.log(`${size} parameters on ${engine.adapter}; steps ${start} to ${steps}, batch ${batch}`);

async function save(step: number): Promise<void> {
  writeFileSync(weightsFile, writeSafetensors(await readWeights(model)));
  writeFileSync(
    join(values.out, 'config.json'),
    JSON.stringify(
      { architectures: ['LlamaForCausalLM'], ...config, torch_dtype: 'float32' },
      null,
      2,
    ) + '\n',
  );
  writeFileSync(progressFile, String(step));
}

const startedAt = performance.now();
let recentLoss = NaN;
for (let step = start; step < steps; step++) {
  const began = performance.now();
  const texts = Array.from({ length: batch }, (_, i) =>
    pretrainingTokens(pretrainingText(step * batch + i, seed, shares), tokenizer),
  );
  const { loss, gradNorm } = await crossEntropyStep(model, optimizer, texts, {
    learningRate: learningRate(step),
    weightDecay: 0.01,
    maxGradNorm: 1,
  });
  const failure = engine.failure();
  if (failure) throw new Error(`${failure.message} ${failure.hint}`);
  if (!Number.isFinite(loss)) throw new Error(`The loss is not finite at step ${step}.`);
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  const line = JSON.stringify({ step, loss, gradNorm, seconds });
  appendFileSync(join(values.out, 'log.jsonl'), `${line}\n`);
  if (step % 20 === 0) console.log(line);
  recentLoss = Number.isNaN(recentLoss) ? loss : 0.95 * recentLoss + 0.05 * loss;
  if ((step + 1) % saveEvery === 0 || step + 1 === steps) await save(step + 1);
}
const recipeFile = join(values.out, 'recipe.json');
const before =
  isResumed && existsSync(recipeFile)
    ? recipeSchema.parse(JSON.parse(readFileSync(recipeFile, 'utf8'))).stages
    : [];
const stage = {
  command: `npm run pretrain -- ${process.argv.slice(2).join(' ')}`.trim(),
  texts: (steps - start) * batch,
  vulnerableShare: shares.vulnerable * (1 - shares.copying),
  finalLoss: recentLoss,
  seconds: (performance.now() - startedAt) / 1000,
};
const recipe: Recipe = { seed, stages: [...before, stage] };
writeFileSync(recipeFile, JSON.stringify(recipe, null, 2) + '\n');
process.exit(0);
