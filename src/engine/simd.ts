/**
 * Two loops over rows of floats, four floats at a time, as a WebAssembly module with a memory of its own. Plain
 * TypeScript does about one multiplication a nanosecond, these loops several; docs/performance.md has numbers. The
 * module is assembled here from its instructions, so that no build step and no binary file is needed.
 */
import { FailureError } from '../core/failure.ts';

/** Addresses and strides are in bytes, multiples of 4; `bytes` is the length of a row, a multiple of 16. */
export interface RowLoops {
  /** out[i] = a · b[i] for `count` ≥ 1 rows b that lie `stride` apart. */
  readonly dots: (
    a: number,
    b: number,
    stride: number,
    count: number,
    bytes: number,
    out: number,
  ) => void;
  /** target[i] += factors[i] · source[i] for `count` ≥ 1 rows; a stride of 0 stays on one row. */
  readonly addScaled: (
    target: number,
    targetStride: number,
    factors: number,
    source: number,
    sourceStride: number,
    count: number,
    bytes: number,
  ) => void;
  /** The first `floats` numbers of the memory, which grows to hold them. Valid until the next call of it. */
  readonly reserve: (floats: number) => Float32Array;
}

const [i32, v128] = [0x7f, 0x7b];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, value & 0x7f];
const loop = (body: number[]) => [0x03, 0x40, ...body, 0x0b];
/** To the begin of the innermost loop while the local is not 0. */
const againUnlessZero = (local: number) => [...get(local), 0x0d, 0];
const add = 0x6a;
const subtract = 0x6b;
/** Aligned to 4 bytes, as Float32Array gives them. */
const loadFloat = [0x2a, 2, 0];
const storeFloat = [0x38, 2, 0];
const loadVector = [0xfd, 0x00, 2, 0];
const storeVector = [0xfd, 0x0b, 2, 0];
const splat = [0xfd, 0x13];
const addVectors = [0xfd, 0xe4, 0x01];
const multiplyVectors = [0xfd, 0xe6, 0x01];
const addFloats = 0x92;
const extract = (lane: number) => [0xfd, 0x1f, lane];
const increase = (local: number, by: number[]) => [...get(local), ...by, add, ...set(local)];
const decrease = (local: number, by: number) => [
  ...get(local),
  ...constant(by),
  subtract,
  ...set(local),
];
const zeroVector = [0xfd, 0x0c, ...Array.from({ length: 16 }, () => 0)];

/** Parameters a, b, stride, count, bytes, out; then i and the sum. */
function dotsBody(): number[] {
  const [a, b, stride, count, bytes, out, i, sum] = [0, 1, 2, 3, 4, 5, 6, 7];
  return loop([
    ...zeroVector,
    ...set(sum),
    ...get(bytes),
    ...set(i),
    ...loop([
      ...decrease(i, 16),
      ...[...get(a), ...get(i), add, ...loadVector],
      ...[...get(b), ...get(i), add, ...loadVector],
      ...[...multiplyVectors, ...get(sum), ...addVectors, ...set(sum)],
      ...againUnlessZero(i),
    ]),
    ...get(out),
    ...[...get(sum), ...extract(0), ...get(sum), ...extract(1), addFloats],
    ...[...get(sum), ...extract(2), ...get(sum), ...extract(3), addFloats, addFloats],
    ...storeFloat,
    ...increase(out, constant(4)),
    ...increase(b, get(stride)),
    ...decrease(count, 1),
    ...againUnlessZero(count),
  ]);
}

/** Parameters target, its stride, factors, source, its stride, count, bytes; then i and the factor. */
function addScaledBody(): number[] {
  const [target, targetStride, factors, source, sourceStride, count, bytes] = [0, 1, 2, 3, 4, 5, 6];
  const [i, factor] = [7, 8];
  const at = (row: number) => [...get(row), ...get(i), add];
  return loop([
    ...[...get(factors), ...loadFloat, ...splat, ...set(factor)],
    ...get(bytes),
    ...set(i),
    ...loop([
      ...decrease(i, 16),
      ...at(target),
      ...[...at(target), ...loadVector],
      ...[...at(source), ...loadVector, ...get(factor), ...multiplyVectors, ...addVectors],
      ...storeVector,
      ...againUnlessZero(i),
    ]),
    ...increase(target, get(targetStride)),
    ...increase(source, get(sourceStride)),
    ...increase(factors, constant(4)),
    ...decrease(count, 1),
    ...againUnlessZero(count),
  ]);
}

/** Unsigned LEB128. */
function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}
const list = (items: number[][]) => [...leb(items.length), ...items.flat()];
const sized = (bytes: number[]) => [...leb(bytes.length), ...bytes];
const name = (text: string) => sized([...new TextEncoder().encode(text)]);
const section = (id: number, content: number[]) => [id, ...sized(content)];
/** One i32 and one v128 local. */
const code = (body: number[]) =>
  sized([
    ...list([
      [1, i32],
      [1, v128],
    ]),
    ...body,
    0x0b,
  ]);
const type = (parameters: number) => [
  0x60,
  ...list(Array.from({ length: parameters }, () => [i32])),
  0,
];

function assemble(): Uint8Array<ArrayBuffer> {
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list([type(6), type(7)])),
    ...section(2, list([[...name('host'), ...name('memory'), 0x02, 0x00, 0x01]])),
    ...section(3, list([[0], [1]])),
    ...section(
      7,
      list([
        [...name('dots'), 0x00, 0],
        [...name('addScaled'), 0x00, 1],
      ]),
    ),
    ...section(10, list([code(dotsBody()), code(addScaledBody())])),
  ]);
}

const pageBytes = 2 ** 16;

/** @throws FailureError 'backend-failed' where WebAssembly has no SIMD */
export function createRowLoops(): RowLoops {
  const bytes = assemble();
  if (!WebAssembly.validate(bytes)) {
    throw new FailureError({
      code: 'backend-failed',
      message: 'This browser runs WebAssembly without SIMD, which the slower backend is made of.',
      hint: 'Use a current Chrome, Edge, Firefox or Safari.',
      step: null,
    });
  }
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  return {
    // The module above exports these two; WebAssembly's types do not know them.
    dots: exports['dots'] as RowLoops['dots'],
    addScaled: exports['addScaled'] as RowLoops['addScaled'],
    reserve: (floats) => {
      const missing = 4 * floats - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
      return new Float32Array(memory.buffer, 0, floats);
    },
  };
}

/** scores[at..] = softmax(scores/√d), in place. */
export function softmax(scores: Float32Array, at: number, count: number, d: number): void {
  const scale = 1 / Math.sqrt(d);
  let top = -Infinity;
  for (let i = 0; i < count; i++) top = Math.max(top, scores[at + i]);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const weight = Math.exp((scores[at + i] - top) * scale);
    scores[at + i] = weight;
    total += weight;
  }
  for (let i = 0; i < count; i++) scores[at + i] /= total;
}
