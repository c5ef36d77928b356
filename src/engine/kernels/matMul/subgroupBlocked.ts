/**
 * Register-blocked products for adapters whose subgroups have four lanes (SwiftShader): a subgroup
 * computes 16 rows × 32 columns. Each lane loads a quarter of A's rows and hands them round by
 * broadcast, because there a load costs as much as dozens of multiplications.
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

const lanes = 4;
const tileRows = 16;
/** vec4 columns of a lane; a subgroup's columns alternate between its lanes. */
const laneColumns = 2;
const tileColumns = 4 * laneColumns * lanes;
const rows = range(tileRows);
const columns = range(laneColumns);

// No return before the broadcasts: every lane takes part in them, inside the matrix or not.
const begin = `
      let tile = index / ${lanes};
      let member = index % ${lanes};
      ${locateTile(tileRows, tileColumns)}
      ${each(columns, (j) => `let c${j} = column / 4 + member + ${lanes * j}; let d${j} = min(c${j}, n4 - 1);`)}
      ${each(rows, (i) => columns.map((j) => `var x${i}_${j} = vec4<f32>(0.0);`).join(' '))}`;

const store = `if (isInside) {
      ${each(
        rows,
        (i) => `if (row + ${i} < uniforms.m) {
        ${each(columns, (j) => `if (c${j} < n4) { result[cStart + (row + ${i}) * n4 + c${j}] = x${i}_${j}; }`)}
      }`,
      )}
      }`;

/** Each lane's own rows of A [M,K]; rows past the end repeat the last one and are not stored. */
const rowPointers = each(
  range(tileRows / lanes),
  (t) => `let a${t} = aStart + min(row + ${lanes * t} + member, uniforms.m - 1) * k4;`,
);
const loadRows = each(range(tileRows / lanes), (t) => `let w${t} = A[a${t} + k];`);
const broadcast = (i: number, part = '') =>
  `subgroupBroadcast(w${Math.floor(i / lanes)}${part}, ${i % lanes}u)`;

const bodies: Record<Layout, string> = {
  NN: `${rowPointers}
      for (var k = 0; k < k4; k++) {
        ${loadRows}
        ${each(
          range(4),
          (q) => `{
          ${each(columns, (j) => `let b${j} = B[bStart + (k * 4 + ${q}) * n4 + d${j}];`)}
          ${each(
            rows,
            (i) =>
              `{ let v = ${broadcast(i, `.${component(q)}`)}; ${columns.map((j) => `x${i}_${j} += v * b${j};`).join(' ')} }`,
          )}
        }`,
        )}
      }`,
  NT: `${rowPointers}
      ${each(columns, (j) =>
        range(4)
          .map((q) => `let e${j}_${q} = bStart + min(c${j} * 4 + ${q}, uniforms.n - 1) * k4;`)
          .join('\n'),
      )}
      for (var k = 0; k < k4; k++) {
        ${loadRows}
        ${each(columns, (j) =>
          range(4)
            .map((q) => `let b${j}_${q} = B[e${j}_${q} + k];`)
            .join('\n'),
        )}
        ${each(rows, (i) => {
          const dots = (j: number) =>
            range(4)
              .map((q) => `dot(v, b${j}_${q})`)
              .join(', ');
          return `{ let v = ${broadcast(i)}; ${columns.map((j) => `x${i}_${j} += vec4<f32>(${dots(j)});`).join(' ')} }`;
        })}
      }`,
  TN: `let r = min(row / 4 + member, m4 - 1);
      for (var k = 0; k < uniforms.k; k++) {
        let w = A[aStart + k * m4 + r];
        ${each(columns, (j) => `let b${j} = B[bStart + k * n4 + d${j}];`)}
        ${each(range(lanes), (t) => `let v${t} = subgroupBroadcast(w, ${t}u);`)}
        ${each(rows, (i) => columns.map((j) => `x${i}_${j} += v${Math.floor(i / 4)}.${component(i)} * b${j};`).join(' '))}
      }`,
};

const sourceOf = (layout: Layout): KernelSource => ({
  ...matMulArrays,
  name: `MatMul${layout}`,
  key: 'subgroup-blocked',
  workgroup: 16,
  usesSubgroups: true,
  code: () => `fn main(index: i32) { ${begin} ${bodies[layout]} ${store} }`,
});

export const subgroupBlocked: MatMulPlan = {
  name: 'subgroup-blocked',
  source: sourceOf,
  threads: (sizes) => lanes * sizes.batch * tilesOf(sizes, tileRows, tileColumns),
};
