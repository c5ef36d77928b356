/** Causal grouped-query attention over a packed batch, memory linear in the number of tokens. */
import type { Tensor1D, Tensor2D, TensorInfo } from '@tensorflow/tfjs';
import { callKernel, defineKernel, numberOf, type Attributes } from '../../kernel.ts';
import { runKernel } from '../../program.ts';
import type { HeadLayout } from '../rope/rope.ts';
import './host.ts';
import * as wgsl from './wgsl.ts';

/** Where the row of each packed token starts and ends, [N] int32. */
export interface RowBounds {
  readonly rowStart: Tensor1D;
  /** One past the last token of the row. */
  readonly rowEnd: Tensor1D;
}

/**
 * softmax(q·kᵀ/√headDim)·v for each query head, each token seeing its own row up to itself.
 * @param qkv [N,(heads+2·kvHeads)·headDim], rotated
 * @returns [N,heads·headDim]
 */
export function attention(
  qkv: Tensor2D,
  { rowStart, rowEnd }: RowBounds,
  layout: HeadLayout,
): Tensor2D {
  return callKernel<Tensor2D>('Attention', { qkv, rowStart, rowEnd }, { ...layout });
}

const layoutOf = (attributes: Attributes): HeadLayout => ({
  heads: numberOf(attributes, 'heads'),
  kvHeads: numberOf(attributes, 'kvHeads'),
  headDim: numberOf(attributes, 'headDim'),
});

defineKernel({
  name: 'Attention',
  forward: (backend, { qkv, rowStart }, attributes) => {
    const layout = layoutOf(attributes);
    const rows = qkv.shape[0];
    return runKernel(backend, wgsl.forwardSource(layout), {
      inputs: [qkv, rowStart],
      threads: rows * layout.heads,
      outputShape: [rows, layout.heads * layout.headDim],
      ints: [rows],
    });
  },
  gradient: {
    saves: ['qkv', 'rowStart', 'rowEnd'],
    of: (dout, [qkv, rowStart, rowEnd], attributes) => ({
      qkv: () => callKernel('AttentionGradient', { dout, qkv, rowStart, rowEnd }, attributes),
    }),
  },
});

defineKernel({
  name: 'AttentionGradient',
  forward: (backend, { dout, qkv, rowStart, rowEnd }, attributes) => {
    const layout = layoutOf(attributes);
    const rows = qkv.shape[0];
    const queries = { threads: rows * layout.heads, outputShape: qkv.shape, ints: [rows] };
    const stats = runKernel(backend, wgsl.statsSource(layout), {
      ...queries,
      inputs: [qkv, rowStart, dout],
      outputShape: [rows, layout.heads, 2],
    });
    const gradient: TensorInfo = runKernel(backend, wgsl.queryGradientSource(layout), {
      ...queries,
      inputs: [qkv, rowStart, dout, stats],
    });
    runKernel(backend, wgsl.keyValueGradientSource(layout), {
      inputs: [qkv, rowEnd, dout, stats],
      threads: rows * layout.kvHeads,
      outputShape: qkv.shape,
      ints: [rows],
      inPlace: gradient,
    });
    backend.disposeData(stats.dataId);
    return gradient;
  },
});
