/**
 * Register-blocked products without workgroup memory: each thread computes 16 rows × 8 columns with
 * vec4 loads. On a software adapter barriers cost more than they save; docs/performance.md has numbers.
 */
import type { KernelSource } from '../../shader.ts';
import {
  component,
  each,
  locateTile,
  matMulArrays,
  range,
  tilesOf,
  type Layout,
  type MatMulPlan,
} from './plan.ts';

const tileRows = 16;
const tileColumns = 8;
const rows = range(tileRows);
const columns = range(tileColumns);

/** Tile of this thread and its sums x (columns 0–3) and y (columns 4–7). */
const begin = `
      let tile = index;
      ${locateTile(tileRows, tileColumns)}
      if (!isInside) { return; }
      let c0 = column / 4;
      let c1 = min(c0 + 1, n4 - 1);
      ${each(rows, (i) => `var x${i} = vec4<f32>(0.0); var y${i} = vec4<f32>(0.0);`)}`;

/** Where each row of A [M,K] starts; rows past the end repeat the last one and are not stored. */
const rowPointers = each(rows, (i) => `let a${i} = aStart + min(row + ${i}, uniforms.m - 1) * k4;`);

const store = each(
  rows,
  (i) => `if (row + ${i} < uniforms.m) {
        result[cStart + (row + ${i}) * n4 + c0] = x${i};
        if (c0 + 1 < n4) { result[cStart + (row + ${i}) * n4 + c0 + 1] = y${i}; }
      }`,
);

const dots = (from: number) =>
  `vec4<f32>(${range(4)
    .map((j) => `dot(v, p${from + j})`)
    .join(', ')})`;

const bodies: Record<Layout, string> = {
  NN: `${rowPointers}
      for (var k = 0; k < k4; k++) {
        ${each(rows, (i) => `let v${i} = A[a${i} + k];`)}
        ${each(
          range(4),
          (j) => `{
          let p = B[bStart + (k * 4 + ${j}) * n4 + c0];
          let q = B[bStart + (k * 4 + ${j}) * n4 + c1];
          ${each(rows, (i) => `x${i} += v${i}.${component(j)} * p; y${i} += v${i}.${component(j)} * q;`)}
        }`,
        )}
      }`,
  NT: `${rowPointers}
      ${each(columns, (j) => `let b${j} = bStart + min(column + ${j}, uniforms.n - 1) * k4;`)}
      for (var k = 0; k < k4; k++) {
        ${each(columns, (j) => `let p${j} = B[b${j} + k];`)}
        ${each(rows, (i) => `{ let v = A[a${i} + k]; x${i} += ${dots(0)}; y${i} += ${dots(4)}; }`)}
      }`,
  TN: `${each(range(tileRows / 4), (i) => `let r${i} = min(row / 4 + ${i}, m4 - 1);`)}
      for (var k = 0; k < uniforms.k; k++) {
        ${each(range(tileRows / 4), (i) => `let u${i} = A[aStart + k * m4 + r${i}];`)}
        let p = B[bStart + k * n4 + c0];
        let q = B[bStart + k * n4 + c1];
        ${each(rows, (i) => {
          const factor = `u${Math.floor(i / 4)}.${component(i)}`;
          return `x${i} += ${factor} * p; y${i} += ${factor} * q;`;
        })}
      }`,
};

/** Threads of a workgroup, measured on SwiftShader. */
const workgroups: Record<Layout, number> = { NN: 8, NT: 16, TN: 4 };

const sourceOf = (layout: Layout): KernelSource => ({
  ...matMulArrays,
  name: `MatMul${layout}`,
  key: 'register-blocked',
  workgroup: workgroups[layout],
  code: () => `fn main(index: i32) { ${begin} ${bodies[layout]} ${store} }`,
});

export const registerBlocked: MatMulPlan = {
  name: 'register-blocked',
  source: sourceOf,
  threads: (sizes) => sizes.batch * tilesOf(sizes, tileRows, tileColumns),
};
