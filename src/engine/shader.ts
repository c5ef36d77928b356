/** The WGSL module of a kernel: bindings, uniforms and entry point around the kernel's own code. */
import type { DataType } from '@tensorflow/tfjs';

/** An array a kernel reads or writes, as 1 (f32, i32) or 4 (vec4) components an element. */
export interface KernelArray {
  readonly name: string;
  readonly components: 1 | 4;
}

/**
 * A kernel: `fn main(index: i32)` runs once per thread. Arrays are flat; `result` is the first output.
 * Also in scope: `lane: i32`, the index within the workgroup.
 */
export interface KernelSource {
  /** Shown in GPU error messages and timings. */
  readonly name: string;
  /** Everything baked into `code`; two sources with one name and key must have equal code. */
  readonly key: string;
  readonly inputs: readonly KernelArray[];
  readonly outputComponents: 1 | 4;
  /** Outputs after `result`. */
  readonly moreOutputs?: readonly KernelArray[];
  /** Names of the i32 uniforms, then of the f32 uniforms, read as `uniforms.name`. */
  readonly ints?: readonly string[];
  readonly floats?: readonly string[];
  /** Threads of a workgroup; 64 unless a measurement says otherwise. */
  readonly workgroup?: number;
  /** Needs the device feature 'subgroups'. */
  readonly usesSubgroups?: boolean;
  readonly code: () => string;
}

export const workgroupOf = (source: KernelSource): number => source.workgroup ?? 64;

/** Every array that the kernel writes, `result` first. */
export function outputsOf(source: KernelSource): readonly KernelArray[] {
  return [{ name: 'result', components: source.outputComponents }, ...(source.moreOutputs ?? [])];
}

export const hasUniforms = ({ ints, floats }: KernelSource): boolean =>
  (ints?.length ?? 0) + (floats?.length ?? 0) > 0;

function elementType(dtype: DataType, components: 1 | 4): string {
  const scalar = dtype === 'float32' ? 'f32' : 'i32';
  return components === 4 ? `vec4<${scalar}>` : scalar;
}

/**
 * @param inputTypes one per input
 * @param outputTypes one per output
 */
export function shaderOf(
  source: KernelSource,
  inputTypes: readonly DataType[],
  outputTypes: readonly DataType[],
): string {
  const outputs = outputsOf(source).map(({ name, components }, i) => {
    const type = elementType(outputTypes[i], components);
    return `@group(0) @binding(${i}) var<storage, read_write> ${name}: array<${type}>;`;
  });
  const inputs = source.inputs.map(({ name, components }, i) => {
    const type = elementType(inputTypes[i], components);
    return `@group(0) @binding(${outputs.length + i}) var<storage, read> ${name}: array<${type}>;`;
  });
  const fields = [
    ...(source.ints ?? []).map((name) => `${name}: i32,`),
    ...(source.floats ?? []).map((name) => `${name}: f32,`),
  ];
  const uniforms = hasUniforms(source)
    ? `struct Uniforms { ${fields.join(' ')} }
@group(0) @binding(${outputs.length + inputs.length}) var<uniform> uniforms: Uniforms;`
    : '';
  const workgroup = workgroupOf(source);
  return `${source.usesSubgroups ? 'enable subgroups;\n' : ''}${[...outputs, ...inputs].join('\n')}
${uniforms}
var<private> lane: i32;
${source.code()}
@compute @workgroup_size(${workgroup})
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * ${workgroup}u + local));
}
`;
}
