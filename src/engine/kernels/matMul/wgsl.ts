/**
 * Register-blocked matrix products without workgroup memory: each thread computes 16 rows × 8 columns
 * with vec4 loads. On a software adapter barriers cost more than they save, and few threads in small
 * workgroups balance best over the cores; docs/decisions/0003-matmul.md has the numbers.
 */
import type { KernelSource } from '../../program.ts';

/** Rows and columns of C that one thread computes. */
export const tileRows = 16;
export const tileColumns = 8;

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const rows = range(tileRows);
const columns = range(tileColumns);
const each = (of: readonly number[], f: (i: number) => string) => of.map(f).join('\n');

const shared = {
  inputs: [
    { name: 'A', components: 4 as const },
    { name: 'B', components: 4 as const },
  ],
  outputComponents: 4 as const,
  ints: ['m', 'n', 'k'],
  key: `${tileRows}x${tileColumns}`,
};

/** Where the tile of this thread lies, and its sums x (columns 0–3) and y (columns 4–7). */
const tile = `
      let n4 = uniforms.n / 4;
      let columnBlocks = (uniforms.n + ${tileColumns - 1}) / ${tileColumns};
      let row = (index / columnBlocks) * ${tileRows};
      let column = (index % columnBlocks) * ${tileColumns};
      if (row >= uniforms.m) { return; }
      let c0 = column / 4;
      let c1 = min(c0 + 1, n4 - 1);
      ${each(rows, (i) => `var x${i} = vec4<f32>(0.0); var y${i} = vec4<f32>(0.0);`)}`;

/** Where each row of A [M,K] starts; rows past the end repeat the last one and are not stored. */
const rowPointers = `
      let k4 = uniforms.k / 4;
      ${each(rows, (i) => `let a${i} = min(row + ${i}, uniforms.m - 1) * k4;`)}`;

const store = each(
  rows,
  (i) => `if (row + ${i} < uniforms.m) {
        result[(row + ${i}) * n4 + c0] = x${i};
        if (c0 + 1 < n4) { result[(row + ${i}) * n4 + c0 + 1] = y${i}; }
      }`,
);

/** C[M,N] = A[M,K]·B[K,N]; K and N multiples of 4. */
export const nnSource: KernelSource = {
  ...shared,
  name: 'MatMulNN',
  workgroup: 8,
  code: () => `
    fn main(index: i32) {
      ${tile}
      ${rowPointers}
      for (var k = 0; k < k4; k++) {
        ${each(rows, (i) => `let v${i} = A[a${i} + k];`)}
        ${each(
          range(4),
          (j) => `{
          let p = B[(k * 4 + ${j}) * n4 + c0];
          let q = B[(k * 4 + ${j}) * n4 + c1];
          ${each(rows, (i) => `x${i} += v${i}.${'xyzw'[j]} * p; y${i} += v${i}.${'xyzw'[j]} * q;`)}
        }`,
        )}
      }
      ${store}
    }`,
};

const dots = (from: number) =>
  `vec4<f32>(${range(4)
    .map((j) => `dot(v, p${from + j})`)
    .join(', ')})`;

/** C[M,N] = A[M,K]·B[N,K]ᵀ; K and N multiples of 4. */
export const ntSource: KernelSource = {
  ...shared,
  name: 'MatMulNT',
  workgroup: 16,
  code: () => `
    fn main(index: i32) {
      ${tile}
      ${rowPointers}
      ${each(columns, (j) => `let b${j} = min(column + ${j}, uniforms.n - 1) * k4;`)}
      for (var k = 0; k < k4; k++) {
        ${each(columns, (j) => `let p${j} = B[b${j} + k];`)}
        ${each(rows, (i) => `{ let v = A[a${i} + k]; x${i} += ${dots(0)}; y${i} += ${dots(4)}; }`)}
      }
      ${store}
    }`,
};

/** C[M,N] = A[K,M]ᵀ·B[K,N]; M and N multiples of 4. */
export const tnSource: KernelSource = {
  ...shared,
  name: 'MatMulTN',
  workgroup: 4,
  code: () => `
    fn main(index: i32) {
      ${tile}
      let m4 = uniforms.m / 4;
      ${each(range(tileRows / 4), (i) => `let r${i} = min(row / 4 + ${i}, m4 - 1);`)}
      for (var k = 0; k < uniforms.k; k++) {
        ${each(range(tileRows / 4), (i) => `let u${i} = A[k * m4 + r${i}];`)}
        let p = B[k * n4 + c0];
        let q = B[k * n4 + c1];
        ${each(rows, (i) => {
          const s = `u${Math.floor(i / 4)}.${'xyzw'[i % 4]}`;
          return `x${i} += ${s} * p; y${i} += ${s} * q;`;
        })}
      }
      ${store}
    }`,
};
