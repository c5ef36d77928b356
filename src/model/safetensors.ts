/** The safetensors format: 8-byte header length, JSON header, raw little-endian data. Float32 only. */
import { z } from 'zod';

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});
const metadataKey = '__metadata__';

/** A named array as it lies in the file. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** @throws Error naming the tensor and the broken rule. */
export function parseSafetensors(bytes: Uint8Array): Map<string, StoredTensor> {
  if (bytes.byteLength < 8) throw new Error('safetensors: the file is shorter than its header.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const dataStart = 8 + headerLength;
  if (dataStart > bytes.byteLength) {
    throw new Error(`safetensors: the header says ${headerLength} bytes, the file is shorter.`);
  }
  const header = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(new TextDecoder().decode(bytes.subarray(8, dataStart))));
  const tensors = new Map<string, StoredTensor>();
  for (const [name, raw] of Object.entries(header)) {
    if (name === metadataKey) continue;
    tensors.set(name, readTensor(name, entrySchema.parse(raw), bytes.subarray(dataStart)));
  }
  return tensors;
}

function readTensor(
  name: string,
  entry: z.infer<typeof entrySchema>,
  data: Uint8Array,
): StoredTensor {
  const [start, end] = entry.data_offsets;
  const count = entry.shape.reduce((a, b) => a * b, 1);
  if (entry.dtype !== 'F32') {
    throw new Error(
      `safetensors: ${name} is ${entry.dtype}; only F32 can be read. Convert it to float32.`,
    );
  }
  if (end > data.byteLength || end - start !== count * 4) {
    throw new Error(
      `safetensors: ${name} has ${end - start} bytes for ${count} numbers; the file is damaged.`,
    );
  }
  // A copy, so that the view is aligned whatever the header's length.
  return {
    shape: entry.shape,
    values: new Float32Array(new Uint8Array(data.subarray(start, end)).buffer),
  };
}

/** Writes tensors in the given order. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { [metadataKey]: { format: 'pt' } };
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const text = JSON.stringify(header);
  // Data starts at a multiple of 8, as the reference writer does.
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + json.byteLength + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.byteLength), true);
  file.set(json, 8);
  let at = 8 + json.byteLength;
  for (const { values } of tensors.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return file;
}
