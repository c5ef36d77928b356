/**
 * The whole WGSL of each kernel in one layout, so that a change of a shader is seen in review and
 * none changes unseen. `npx vitest run -u src/engine/kernels/shaders.test.ts` writes them anew.
 */
import type { DataType } from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { outputsOf, shaderOf, type KernelSource } from '../shader.ts';
import * as adamW from './adamW/wgsl.ts';
import { keyValueGradientSource, queryGradientSource } from './attention/wgslBackward.ts';
import { forwardSource as attentionSource } from './attention/wgslForward.ts';
import { columnSumSource } from './columnSum/columnSum.ts';
import { decodeAttentionSource, embedSampledSource, fillCacheSource } from './decode/wgsl.ts';
import { sampleSource } from './decode/wgslSample.ts';
import type { Layout } from './matMul/plan.ts';
import { registerBlocked } from './matMul/registerBlocked.ts';
import { subgroupBlocked } from './matMul/subgroupBlocked.ts';
import { tiled32, tiled64 } from './matMul/tiled.ts';
import * as rmsNorm from './rmsNorm/wgsl.ts';
import { ropeSource } from './rope/rope.ts';
import { gatherSource, scatterSource } from './rows/rows.ts';
import { swiGluGradientSource, swiGluSource } from './swiGlu/swiGlu.ts';
import { entropyGradientSource, entropySource } from './tokenEntropy/tokenEntropy.ts';
import { logprobGradientSource, logprobSource } from './tokenLogprob/tokenLogprob.ts';

const layout = { heads: 2, kvHeads: 1, headDim: 8 };

const sources: [file: string, source: KernelSource][] = [
  ['adamW/squareSum', adamW.squareSumSource(2)],
  ['adamW/clipScale', adamW.clipScaleSource],
  ['adamW/update', adamW.updateSource(2)],
  ['attention/forward', attentionSource(layout, 1)],
  ['attention/forwardSharing', attentionSource(layout, 2)],
  ['attention/queryGradient', queryGradientSource(layout, 1)],
  ['attention/keyValueGradient', keyValueGradientSource(layout, 1)],
  ['columnSum/columnSum', columnSumSource(8)],
  ['decode/fillCache', fillCacheSource(layout)],
  ['decode/attention', decodeAttentionSource(layout, true)],
  ['decode/embedSampled', embedSampledSource(8)],
  ['decode/sample', sampleSource(16, { isGreedy: false, hasTopK: false, hasTopP: false })],
  ['decode/sampleTruncated', sampleSource(16, { isGreedy: false, hasTopK: true, hasTopP: true })],
  ['rmsNorm/forward', rmsNorm.forwardSource(8, false)],
  ['rmsNorm/forwardAdding', rmsNorm.forwardSource(8, true)],
  ['rmsNorm/inputGradient', rmsNorm.inputGradientSource(8, true)],
  ['rmsNorm/weightPartial', rmsNorm.weightPartialSource(8, 64)],
  ['rope/biased', ropeSource(layout, true)],
  ['rows/gather', gatherSource(8)],
  ['rows/scatter', scatterSource(8)],
  ['swiGlu/forward', swiGluSource(8)],
  ['swiGlu/gradient', swiGluGradientSource(8)],
  ['tokenEntropy/forward', entropySource(8)],
  ['tokenEntropy/gradient', entropyGradientSource(8)],
  ['tokenLogprob/forward', logprobSource(8)],
  ['tokenLogprob/gradient', logprobGradientSource(8)],
];

const layouts: readonly Layout[] = ['NN', 'NT', 'TN'];
const products = [registerBlocked, subgroupBlocked, tiled32, tiled64].flatMap((plan) =>
  layouts.map((name): [string, KernelSource] => [`matMul/${plan.name}.${name}`, plan.source(name)]),
);

/** Integers lie in arrays of these names, everything else is float32. */
const integerArrays = [
  'spans',
  'ends',
  'positions',
  'promptStart',
  'promptLength',
  'rowIndex',
  'order',
  'offsets',
  'targets',
];
const typesOf = (arrays: readonly { name: string }[]): DataType[] =>
  arrays.map(({ name }) => (integerArrays.includes(name) ? 'int32' : 'float32'));

test.each([...sources, ...products])('%s', async (file, source) => {
  const code = shaderOf(source, typesOf(source.inputs), typesOf(outputsOf(source)));
  const [folder, name] = file.split('/');
  // Blank lines and spaces at the ends of lines come from the templates.
  const lines = code.split('\n').map((line) => line.trimEnd());
  const text = `${lines.filter((line) => line !== '').join('\n')}\n`;
  await expect(text).toMatchFileSnapshot(`./${folder}/__snapshots__/${name}.wgsl`);
});
