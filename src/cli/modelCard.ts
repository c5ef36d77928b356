/**
 * Measures a model folder on the held-out splits and writes its model card, README.md.
 * Usage: npm run model-card -- [--model DIR] [--prompts N] [--backend wasm|webgpu]
 */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { families } from '../corpus/families.ts';
import type { Split } from '../corpus/splits.ts';
import { loadCheckpoint } from '../model/checkpoint.ts';
import { createTransformer } from '../model/transformer.ts';
import { loadModuleInNode } from '../oracle/loadNode.ts';
import { createOracle } from '../oracle/oracle.ts';
import { evaluate } from '../training/evaluate.ts';
import { startNodeEngine } from './nodeEngine.ts';
import { recipeSchema } from './recipe.ts';
import { formatScore, reportScores, type Report, type Scores } from './report.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'public/model' },
    prompts: { type: 'string', default: '560' },
    backend: { type: 'string', default: 'wasm' },
  },
});
const heldOut: readonly Split[] = ['validation', 'unseen-names'];
const modes = [
  ['greedy', 0],
  ['sampled, temperature 1', 1],
] as const;

await startNodeEngine(values.backend);
const read = (name: string) => readFile(join(values.model, name));
const { config, weights, tokenizer } = await loadCheckpoint(read);
const recipe = recipeSchema.parse(JSON.parse((await read('recipe.json')).toString('utf8')));
const model = createTransformer(config, weights, false);
const oracle = createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });
await oracle.load();

async function measure(split: Split, temperature: number): Promise<Report> {
  const prompts = Number(values.prompts);
  const settings = { split, prompts, temperature, maxCompletionLength: 64 };
  return reportScores(await evaluate(model, tokenizer, oracle, settings));
}

const stages = recipe.stages.map(
  ({ command, texts, vulnerableShare, finalLoss, seconds }) =>
    `| \`${command}\` | ${texts} | ${Math.round(100 * vulnerableShare)} % | ${finalLoss.toFixed(3)} nats a token | ${Math.round(seconds / 60)} min |`,
);

const row = (label: string, scores: Scores) =>
  `| ${label} | ${scores.n} | ${formatScore(scores['func@1'])} | ${formatScore(scores['sec@1'])} | ${formatScore(scores['func-sec@1'])} |`;
const header = (first: string) =>
  `| ${first} | prompts | func@1 | sec@1 | func-sec@1 |\n| --- | --- | --- | --- | --- |`;

const rows: string[] = [];
let byCwe: Report['byCwe'] = {};
for (const split of heldOut) {
  for (const [mode, temperature] of modes) {
    const report = await measure(split, temperature);
    rows.push(row(`${split}, ${mode}`, report.all));
    if (split === 'unseen-names' && temperature === 0) byCwe = report.byCwe;
  }
}
const parameters = model.variables.reduce((sum, variable) => sum + variable.size, 0);
const card = `---
license: mit
---

# The base model

A ${(parameters / 1e6).toFixed(2)}-million-parameter decoder in Llama layout (${config.num_hidden_layers} layers, width ${config.hidden_size}, ${config.num_attention_heads} heads, vocabulary ${config.vocab_size}, tied
embeddings), pre-trained from scratch on PatchGrad's own corpus: ${families.length} families of JavaScript functions, most of them
written with their weakness, as most published code is. It exists to be repaired. It knows nothing else.

Made in ${recipe.stages.length === 1 ? 'one stage' : `${recipe.stages.length} stages`} with seed ${recipe.seed}, on one core; tokenizer by \`npm run train-tokenizer\`.${recipe.note ? ` ${recipe.note}` : ''}

| command | texts | vulnerable | final loss | time |
| --- | --- | --- | --- | --- |
${stages.join('\n')}

Names of parameters and functions in the splits below
never occur in training.

One completion a prompt, 95 % Wilson intervals. func: passes all functional cases. sec: parses and blocks all exploit
cases. func-sec: both.

${header('split')}
${rows.join('\n')}

By weakness, unseen names, greedy:

${header('CWE')}
${Object.entries(byCwe)
  .map(([cwe, scores]) => row(cwe, scores))
  .join('\n')}
`;
writeFileSync(join(values.model, 'README.md'), card);
console.log(card);
process.exit();
