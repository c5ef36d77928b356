/**
 * Measures a model folder on the held-out splits and writes its model card, README.md.
 * Usage: npm run model-card -- [--model DIR] [--prompts N] [--backend wasm|webgpu]
 */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportScores, type Report, type Scores } from '../core/scores.ts';
import { settings } from '../core/settings.ts';
import { families } from '../corpus/families.ts';
import { isFamilyHeldOut, splits, type Split } from '../corpus/splits.ts';
import { loadCheckpoint } from '../model/checkpoint.ts';
import { createTransformer } from '../model/transformer.ts';
import { loadModuleInNode } from '../oracle/loadNode.ts';
import { createOracle } from '../oracle/oracle.ts';
import { evaluate, judgedPrompts } from '../training/evaluate.ts';
import { startNodeEngine } from './nodeEngine.ts';
import { recipeSchema } from './recipe.ts';
import { formatScore } from './report.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'public/model' },
    prompts: { type: 'string', default: '560' },
    backend: { type: 'string', default: 'wasm' },
  },
});
/** Greedy on every split that training does not see; sampled where runs are scored. */
const heldOut = splits.filter((split) => split !== 'train');
const measured: readonly (readonly [Split, 'greedy' | 'sampled'])[] = [
  ...heldOut.map((split) => [split, 'greedy'] as const),
  ['unseen-names', 'sampled'],
];

await startNodeEngine(values.backend);
const read = (name: string) => readFile(join(values.model, name));
const { config, weights, tokenizer } = await loadCheckpoint(read);
const recipe = recipeSchema.parse(JSON.parse((await read('recipe.json')).toString('utf8')));
const model = createTransformer(config, weights, false);
const oracle = createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });
await oracle.load();

async function measure(split: Split, temperature: number): Promise<Report> {
  const prompts = Number(values.prompts);
  const maxCompletionLength = settings.maxCompletionLength.default;
  const evaluation = { split, prompts, temperature, maxCompletionLength };
  return reportScores(judgedPrompts(await evaluate(model, tokenizer, oracle, evaluation)));
}

const stages = recipe.stages.map(
  ({ command, texts, vulnerableShare, finalLoss, seconds }) =>
    `| \`${command}\` | ${texts} | ${Math.round(100 * vulnerableShare)} % | ${finalLoss.toFixed(3)} nats a token | ${Math.round(seconds / 60)} min |`,
);

const row = (label: string, { prompts, rates }: Scores) =>
  `| ${label} | ${prompts} | ${formatScore(rates['func@1'])} | ${formatScore(rates['sec@1'])} | ${formatScore(rates['func-sec@1'])} |`;
const header = (first: string) =>
  `| ${first} | prompts | func@1 | sec@1 | func-sec@1 |\n| --- | --- | --- | --- | --- |`;

const rows: string[] = [];
const byCwe = new Map<Split, Report['byCwe']>();
for (const [split, mode] of measured) {
  const report = await measure(split, mode === 'greedy' ? 0 : 1);
  const label = mode === 'greedy' ? split : `${split}, sampled at temperature 1`;
  rows.push(row(label, report.all));
  if (mode === 'greedy') byCwe.set(split, report.byCwe);
}
const cwes = [...new Set(families.map(({ cwe }) => cwe))].sort(
  (a, b) => Number(a.slice(4)) - Number(b.slice(4)),
);
const cell = (scores: Scores | undefined) =>
  scores
    ? `${formatScore(scores.rates['func@1'])}; ${formatScore(scores.rates['func-sec@1'])}`
    : '';
const cweRows = cwes.map(
  (cwe) => `| ${cwe} | ${heldOut.map((split) => cell(byCwe.get(split)?.[cwe])).join(' | ')} |`,
);
const parameters = model.variables.reduce((sum, variable) => sum + variable.size, 0);
const card = `---
license: mit
---

# The base model

A ${(parameters / 1e6).toFixed(2)}-million-parameter decoder in Llama layout (${config.num_hidden_layers} layers, width ${config.hidden_size}, ${config.num_attention_heads} heads, vocabulary ${config.vocab_size}, tied
embeddings), pre-trained from scratch on PatchGrad's own corpus: ${families.length} families of JavaScript functions, ${families.filter(isFamilyHeldOut).length} of
which it never met. Most were written with their weakness, as most published code is. It exists to be repaired. It knows nothing else.

Made in ${recipe.stages.length === 1 ? 'one stage' : `${recipe.stages.length} stages`} with seed ${recipe.seed}, on one core; tokenizer by \`npm run train-tokenizer\`.

| command | texts | vulnerable | final loss | time |
| --- | --- | --- | --- | --- |
${stages.join('\n')}

One completion a prompt, greedy unless it says otherwise, 95 % Wilson intervals. func: passes all functional cases. sec:
parses and blocks all exploit cases. func-sec: both. What each split holds back is in [src/corpus/splits.ts](../../src/corpus/splits.ts).

${header('split')}
${rows.join('\n')}

By weakness: func@1; func-sec@1.

| CWE | ${heldOut.join(' | ')} |
| --- |${' --- |'.repeat(heldOut.length)}
${cweRows.join('\n')}
`;
writeFileSync(join(values.model, 'README.md'), card);
console.log(card);
process.exit();
