/**
 * Register-blocked matrix products without workgroup memory: each thread computes an 8-row tile with
 * vec4 loads. On a software adapter barriers cost more than they save; docs/decisions/0003 has numbers.
 */
import type { KernelSource } from '../../program.ts';

const rows8 = [0, 1, 2, 3, 4, 5, 6, 7];
const each = (f: (i: number) => string, of = rows8) => of.map(f).join('\n');

const shape = {
  inputs: [
    { name: 'A', components: 4 as const },
    { name: 'B', components: 4 as const },
  ],
  outputComponents: 4 as const,
  ints: ['m', 'n', 'k'],
  key: '8x8',
};

/** Row tile of A [M,K] shared by the two sources that walk A along K. */
const rowPointers = `
      let k4 = uniforms.k / 4;
      ${each((i) => `let a${i} = min(row + ${i}, uniforms.m - 1) * k4;`)}`;

const tile = (columnsPerThread: number) => `
      let columnBlocks = (uniforms.n + ${columnsPerThread - 1}) / ${columnsPerThread};
      let row = (index / columnBlocks) * 8;
      let column = (index % columnBlocks) * ${columnsPerThread};
      if (row >= uniforms.m) { return; }
      let n4 = uniforms.n / 4;
      let c0 = column / 4;`;

const storeTwo = `
      ${each(
        (i) => `if (row + ${i} < uniforms.m) {
        result[(row + ${i}) * n4 + c0] = x${i};
        if (c0 + 1 < n4) { result[(row + ${i}) * n4 + c0 + 1] = y${i}; }
      }`,
      )}`;

/** C[M,N] = A[M,K]·B[K,N]; K and N multiples of 4. */
export const nnSource: KernelSource = {
  ...shape,
  name: 'MatMulNN',
  code: () => `
    fn main(index: i32) {
      ${tile(8)}
      let c1 = min(c0 + 1, n4 - 1);
      ${rowPointers}
      ${each((i) => `var x${i} = vec4<f32>(0.0); var y${i} = vec4<f32>(0.0);`)}
      for (var k = 0; k < k4; k++) {
        ${each((i) => `let v${i} = A[a${i} + k];`)}
        ${['x', 'y', 'z', 'w']
          .map(
            (lane, j) => `{
          let p = B[(k * 4 + ${j}) * n4 + c0];
          let q = B[(k * 4 + ${j}) * n4 + c1];
          ${each((i) => `x${i} += v${i}.${lane} * p; y${i} += v${i}.${lane} * q;`)}
        }`,
          )
          .join('\n')}
      }
      ${storeTwo}
    }`,
};

/** C[M,N] = A[M,K]·B[N,K]ᵀ; K and N multiples of 4. */
export const ntSource: KernelSource = {
  ...shape,
  name: 'MatMulNT',
  code: () => `
    fn main(index: i32) {
      ${tile(4)}
      ${rowPointers}
      ${each((j) => `let b${j} = (column + ${j}) * k4;`, [0, 1, 2, 3])}
      ${each((i) => `var x${i} = vec4<f32>(0.0);`)}
      for (var k = 0; k < k4; k++) {
        ${each((j) => `let p${j} = B[b${j} + k];`, [0, 1, 2, 3])}
        ${each(
          (i) => `{ let v = A[a${i} + k];
          x${i} += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); }`,
        )}
      }
      ${each((i) => `if (row + ${i} < uniforms.m) { result[(row + ${i}) * n4 + c0] = x${i}; }`)}
    }`,
};

/** C[M,N] = A[K,M]ᵀ·B[K,N]; M and N multiples of 4. */
export const tnSource: KernelSource = {
  ...shape,
  name: 'MatMulTN',
  code: () => `
    fn main(index: i32) {
      ${tile(8)}
      let c1 = min(c0 + 1, n4 - 1);
      let m4 = uniforms.m / 4;
      let r0 = row / 4;
      let r1 = min(r0 + 1, m4 - 1);
      ${each((i) => `var x${i} = vec4<f32>(0.0); var y${i} = vec4<f32>(0.0);`)}
      for (var k = 0; k < uniforms.k; k++) {
        let u = A[k * m4 + r0];
        let v = A[k * m4 + r1];
        let p = B[k * n4 + c0];
        let q = B[k * n4 + c1];
        ${each((i) => {
          const s = `${i < 4 ? 'u' : 'v'}.${'xyzw'[i % 4]}`;
          return `x${i} += ${s} * p; y${i} += ${s} * q;`;
        })}
      }
      ${storeTwo}
    }`,
};
