/**
 * Causal grouped-query attention with rotary positions over a packed batch, memory linear in the number
 * of tokens. One op from the projections to the mixed values, so that its backward turns gradients back
 * where it writes them.
 */
import type { Tensor1D, Tensor2D, Tensor, TensorInfo } from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { traitsOf } from '../../adapterTraits.ts';
import {
  callKernel,
  callKernelOutputs,
  defineKernel,
  hasKernels,
  numberOf,
  type Attributes,
} from '../../kernel.ts';
import { runKernel, runKernelOutputs } from '../../program.ts';
import { asMatrix } from '../../rank.ts';
import { columnSum } from '../columnSum/columnSum.ts';
import { rope, runRope, type HeadLayout, type RopeTable } from '../rope/rope.ts';
import './host.ts';
import { keyValueGradientSource, queryGradientSource } from './wgslBackward.ts';
import { forwardSource } from './wgslForward.ts';

/** Where each packed token stands, and which others it sees: a shared prefix and its own row up to itself. */
export interface TokenPlaces {
  /** Position within the row, the prefix counted. [N] int32 */
  readonly positions: Tensor1D;
  /** First token of the prefix, one past its last, first own token of the row, position. [N,4] int32 */
  readonly spans: Tensor2D;
  /** One past the last token that sees this one: of the group for a prefix, else of the row. [N] int32 */
  readonly ends: Tensor1D;
}

export interface MixedValues {
  /** [N,heads·headDim] */
  readonly mixed: Tensor2D;
  /** qkv with the bias, query and key heads rotated; not differentiable from here. [N,W] */
  readonly rotated: Tensor2D;
}

/**
 * softmax(q·kᵀ/√headDim)·v for each query head, each token seeing its prefix and its row up to itself, after
 * the rotation of q and k to their positions (Su et al. 2021).
 * @param qkv [N,W], W = (heads+2·kvHeads)·headDim
 * @param bias [W], added before the rotation
 */
export function rotaryAttention(
  qkv: Tensor2D,
  places: TokenPlaces,
  table: RopeTable,
  layout: HeadLayout,
  bias: Tensor1D | null,
): MixedValues {
  const { positions, spans } = places;
  if (!hasKernels()) {
    const rotated = rope(qkv, positions, table, layout, bias);
    const inputs = { qkv: rotated, spans };
    return { mixed: callKernel<Tensor2D>('Attention', inputs, { ...layout }), rotated };
  }
  const inputs = { qkv, ...places, ...table, ...(bias && { bias }) };
  const [mixed, rotated] = callKernelOutputs('RotaryAttention', inputs, { ...layout });
  return { mixed: asMatrix(mixed), rotated: asMatrix(rotated) };
}

const layoutOf = (attributes: Attributes): HeadLayout => ({
  heads: numberOf(attributes, 'heads'),
  kvHeads: numberOf(attributes, 'kvHeads'),
  headDim: numberOf(attributes, 'headDim'),
});

/**
 * Tokens that one thread works on. Sharing what is loaded between several is worth it where loads are
 * dear; on hardware more threads are. Four would be a quarter quicker than two, and take twice as long to compile.
 */
function tokensPerThread(backend: WebGPUBackend, { headDim }: HeadLayout) {
  const isShared = traitsOf(backend.device).isSoftware && headDim <= 64;
  return isShared ? { queries: 2, keys: 2 } : { queries: 1, keys: 1 };
}

defineKernel({
  name: 'RotaryAttention',
  forward: (backend, inputs, attributes) => {
    const layout = layoutOf(attributes);
    const rows = inputs.qkv.shape[0];
    const rotated = runRope(backend, inputs, layout, 1);
    const { queries } = tokensPerThread(backend, layout);
    const [mixed, stats] = runKernelOutputs(backend, forwardSource(layout, queries), {
      inputs: [rotated, inputs.spans],
      threads: Math.ceil(rows / queries) * layout.heads,
      outputShape: [rows, layout.heads * layout.headDim],
      moreOutputs: [[rows, layout.heads, 2]],
      ints: [rows],
    });
    return [mixed, rotated, stats];
  },
  gradient: {
    saves: ['spans', 'ends', 'cos', 'sin'],
    savesOutputs: [true, true, true],
    of: ([dout], [spans, ends, cos, sin, mixed, rotated, stats], attributes) => {
      const inputs = { dout, spans, ends, cos, sin, mixed, rotated, stats };
      let dqkv: Tensor | null = null;
      const gradient = () => {
        // tfjs asks for both gradients in turn; the first may be gone by then.
        if (!dqkv || dqkv.isDisposed) {
          dqkv = callKernel('RotaryAttentionGradient', inputs, attributes);
        }
        return dqkv;
      };
      return { qkv: gradient, bias: () => columnSum(gradient()) };
    },
  },
});

defineKernel({
  name: 'RotaryAttentionGradient',
  forward: (backend, inputs, attributes): TensorInfo => {
    const { dout, spans, ends, cos, sin, mixed, rotated, stats } = inputs;
    const layout = layoutOf(attributes);
    const rows = rotated.shape[0];
    const { queries, keys } = tokensPerThread(backend, layout);
    const [gradient] = runKernelOutputs(backend, queryGradientSource(layout, queries), {
      inputs: [rotated, mixed, dout, spans, cos, sin],
      threads: Math.ceil(rows / queries) * layout.heads,
      outputShape: rotated.shape,
      moreOutputs: [stats],
      ints: [rows],
    });
    return runKernel(backend, keyValueGradientSource(layout, keys), {
      inputs: [rotated, dout, stats, spans, ends, cos, sin],
      threads: Math.ceil(rows / keys) * layout.kvHeads,
      outputShape: rotated.shape,
      ints: [rows],
      inPlace: gradient,
    });
  },
});
