/** What a way of multiplying matrices is: C = op(a)·op(b), and the pieces of WGSL that all ways share. */
import type { KernelSource } from '../../shader.ts';

/** NN: A[M,K]·B[K,N]. NT: A[M,K]·B[N,K]ᵀ. TN: A[K,M]ᵀ·B[K,N]. All of them batched. */
export type Layout = 'NN' | 'NT' | 'TN';

export interface Sizes {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** One way to compute a product. */
export interface MatMulPlan {
  readonly name: string;
  readonly source: (layout: Layout) => KernelSource;
  readonly threads: (sizes: Sizes) => number;
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
export const each = (of: readonly number[], f: (i: number) => string): string =>
  of.map(f).join('\n');
export const component = (i: number): string => 'xyzw'[i % 4];

export const matMulArrays = {
  inputs: [
    { name: 'A', components: 4 as const },
    { name: 'B', components: 4 as const },
  ],
  outputComponents: 4 as const,
  ints: ['m', 'n', 'k', 'batch'],
};

/** Output tiles of one matrix. */
export const tilesOf = ({ m, n }: Sizes, rows: number, columns: number): number =>
  Math.ceil(m / rows) * Math.ceil(n / columns);

/**
 * From `tile`, a number over all matrices: `row` and `column` where its output begins, and the vec4
 * offsets aStart, bStart and cStart of its matrices.
 */
export const locateTile = (rows: number, columns: number): string => `
      let m4 = uniforms.m / 4;
      let n4 = uniforms.n / 4;
      let k4 = uniforms.k / 4;
      let columnTiles = (uniforms.n + ${columns - 1}) / ${columns};
      let tiles = columnTiles * ((uniforms.m + ${rows - 1}) / ${rows});
      let matrix = min(tile / tiles, uniforms.batch - 1);
      let isInside = tile < tiles * uniforms.batch;
      let row = ((tile % tiles) / columnTiles) * ${rows};
      let column = (tile % columnTiles) * ${columns};
      let aStart = matrix * uniforms.m * k4;
      let bStart = matrix * uniforms.k * n4;
      let cStart = matrix * uniforms.m * n4;`;
