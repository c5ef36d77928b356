/**
 * Tiled products for real GPUs: a workgroup of 64 threads copies a tile of A and of B into workgroup
 * memory, 16 values of K at a time, and each thread computes a square of the output from there.
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

const threads = 64;
/** Values of K in workgroup memory at once. */
const depth = 16;

/** Copies one vec4 of A or B, zero outside; `slot` counts the vec4s of the tile. */
function copyDirect(target: string, source: string, start: string, side: 'm' | 'n', at: string) {
  return (tile4: number) => `{
          let deep = slot / ${tile4};
          let across = slot % ${tile4};
          let isIn = k0 + deep < uniforms.k && ${at} / 4 + across < ${side}4;
          ${target}[slot] = select(vec4<f32>(0.0), ${source}[${start} + min(k0 + deep, uniforms.k - 1) * ${side}4 + min(${at} / 4 + across, ${side}4 - 1)], isIn);
        }`;
}

/** The same from a matrix whose rows run along K: a vec4 of K is spread over four rows of the tile. */
function copyTurned(target: string, source: string, start: string, side: 'm' | 'n', at: string) {
  return (tile4: number) => `{
          let deep4 = slot % ${depth / 4};
          let across = slot / ${depth / 4};
          let isIn = k0 / 4 + deep4 < k4 && ${at} + across < uniforms.${side};
          let v = select(vec4<f32>(0.0), ${source}[${start} + min(${at} + across, uniforms.${side} - 1) * k4 + min(k0 / 4 + deep4, k4 - 1)], isIn);
          ${each(range(4), (i) => `${target}[(deep4 * 4 + ${i}) * ${tile4} + across / 4][across % 4] = v.${component(i)};`)}
        }`;
}

const copyA: Record<Layout, (tile4: number) => string> = {
  NN: copyTurned('tileA', 'A', 'aStart', 'm', 'row'),
  NT: copyTurned('tileA', 'A', 'aStart', 'm', 'row'),
  TN: copyDirect('tileA', 'A', 'aStart', 'm', 'row'),
};
const copyB: Record<Layout, (tile4: number) => string> = {
  NN: copyDirect('tileB', 'B', 'bStart', 'n', 'column'),
  NT: copyTurned('tileB', 'B', 'bStart', 'n', 'column'),
  TN: copyDirect('tileB', 'B', 'bStart', 'n', 'column'),
};

/** @param size rows and columns of a workgroup's tile: 8 threads a side, size / 8 values each */
function codeOf(layout: Layout, size: number): string {
  const tile4 = size / 4;
  const own4 = size / 32;
  const rows = range(size / 8);
  const columns = range(own4);
  const copies = (depth * tile4) / threads;
  const copy = (code: string) =>
    each(range(copies), (c) => `{ let slot = lane + ${c * threads}; ${code} }`);
  return `
    var<workgroup> tileA: array<vec4<f32>, ${depth * tile4}>;
    var<workgroup> tileB: array<vec4<f32>, ${depth * tile4}>;
    fn main(index: i32) {
      let tile = index / ${threads};
      ${locateTile(size, size)}
      let down = lane / 8;
      let right = lane % 8;
      ${each(rows, (i) => columns.map((j) => `var x${i}_${j} = vec4<f32>(0.0);`).join(' '))}
      for (var k0 = 0; k0 < uniforms.k; k0 += ${depth}) {
        ${copy(copyA[layout](tile4))}
        ${copy(copyB[layout](tile4))}
        workgroupBarrier();
        for (var k = 0; k < ${depth}; k++) {
          ${each(columns, (j) => `let a${j} = tileA[k * ${tile4} + down * ${own4} + ${j}]; let b${j} = tileB[k * ${tile4} + right * ${own4} + ${j}];`)}
          ${each(rows, (i) => columns.map((j) => `x${i}_${j} += a${Math.floor(i / 4)}.${component(i)} * b${j};`).join(' '))}
        }
        workgroupBarrier();
      }
      if (isInside) {
        ${each(
          rows,
          (i) => `{
          let r = row + down * ${size / 8} + ${i};
          ${each(columns, (j) => `if (r < uniforms.m && column / 4 + right * ${own4} + ${j} < n4) { result[cStart + r * n4 + column / 4 + right * ${own4} + ${j}] = x${i}_${j}; }`)}
        }`,
        )}
      }
    }`;
}

const planOf = (size: number): MatMulPlan => ({
  name: `tiled-${size}`,
  source: (layout): KernelSource => ({
    ...matMulArrays,
    name: `MatMul${layout}`,
    key: `tiled-${size}`,
    workgroup: threads,
    code: () => codeOf(layout, size),
  }),
  threads: (sizes) => threads * sizes.batch * tilesOf(sizes, size, size),
});

/** For large products, and for those with too few tiles of 64 to fill a GPU. */
export const tiled64 = planOf(64);
export const tiled32 = planOf(32);
