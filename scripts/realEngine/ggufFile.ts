/**
 * Writes a GGUF file, version 3: what llama.cpp loads models from. Only the kinds of values that a small model needs.
 * The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

/** A value of the file's head. */
export type GgufValue =
  | { readonly kind: 'u32' | 'f32'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'i32s' | 'f32s'; readonly value: readonly number[] }
  | { readonly kind: 'texts'; readonly value: readonly string[] };

export interface GgufTensor {
  readonly name: string;
  /** Fastest dimension first, so a matrix [in, out] lies in memory as `out` rows of `in`. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Numbers of the types in the file. */
const types = { u32: 4, i32: 5, f32: 6, text: 8, array: 9 } as const;
/** Of the data of a tensor; 0 is 32-bit floats. */
const float32 = 0;
const alignment = 32;
const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment;

/** Little-endian bytes that grow. */
class ByteWriter {
  readonly #parts: Buffer[] = [];
  length = 0;

  bytes(bytes: Uint8Array): void {
    this.#parts.push(Buffer.from(bytes));
    this.length += bytes.length;
  }

  u32(value: number): void {
    const part = Buffer.alloc(4);
    part.writeUInt32LE(value);
    this.bytes(part);
  }

  i32(value: number): void {
    const part = Buffer.alloc(4);
    part.writeInt32LE(value);
    this.bytes(part);
  }

  f32(value: number): void {
    const part = Buffer.alloc(4);
    part.writeFloatLE(value);
    this.bytes(part);
  }

  u64(value: number): void {
    const part = Buffer.alloc(8);
    part.writeBigUInt64LE(BigInt(value));
    this.bytes(part);
  }

  text(value: string): void {
    const part = Buffer.from(value, 'utf8');
    this.u64(part.length);
    this.bytes(part);
  }

  align(): void {
    this.bytes(Buffer.alloc(aligned(this.length) - this.length));
  }

  whole(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}

function writeValue(to: ByteWriter, { kind, value }: GgufValue): void {
  switch (kind) {
    case 'u32':
    case 'f32':
      to.u32(types[kind]);
      to[kind](value);
      return;
    case 'text':
      to.u32(types.text);
      to.text(value);
      return;
    case 'i32s':
    case 'f32s': {
      const each = kind === 'i32s' ? 'i32' : 'f32';
      writeArrayHead(to, types[each], value.length);
      for (const number of value) to[each](number);
      return;
    }
    case 'texts':
      writeArrayHead(to, types.text, value.length);
      for (const text of value) to.text(text);
  }
}

function writeArrayHead(to: ByteWriter, type: number, length: number): void {
  to.u32(types.array);
  to.u32(type);
  to.u64(length);
}

/** Head, values, the list of tensors, then their data, each tensor at a multiple of 32 bytes. */
export function encodeGguf(
  entries: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): Uint8Array {
  const file = new ByteWriter();
  file.bytes(Buffer.from('GGUF'));
  file.u32(3);
  file.u64(tensors.length);
  file.u64(Object.keys(entries).length);
  for (const [name, value] of Object.entries(entries)) {
    file.text(name);
    writeValue(file, value);
  }
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    file.text(name);
    file.u32(shape.length);
    for (const size of shape) file.u64(size);
    file.u32(float32);
    file.u64(offset);
    offset += aligned(values.length * 4);
  }
  for (const { values } of tensors) {
    file.align();
    const data = Buffer.alloc(values.length * 4);
    for (const [i, value] of values.entries()) data.writeFloatLE(value, i * 4);
    file.bytes(data);
  }
  file.align();
  return file.whole();
}
