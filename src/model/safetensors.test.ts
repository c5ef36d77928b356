import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSafetensors, writeSafetensors } from './safetensors.ts';

const bytes = new Uint8Array(
  readFileSync(new URL('fixtures/tiny-llama/model.safetensors', import.meta.url)),
);

describe('safetensors', () => {
  it('reads a file that another program wrote', () => {
    const tensors = parseSafetensors(bytes);
    expect(tensors.get('model.embed_tokens.weight')?.shape).toEqual([64, 32]);
    expect(tensors.size).toBe(20);
  });

  it('writes what it reads back unchanged, wherever the bytes lie in memory', () => {
    const tensors = parseSafetensors(bytes);
    const written = writeSafetensors(tensors);
    const shifted = new Uint8Array(written.length + 3);
    shifted.set(written, 3);
    expect(parseSafetensors(shifted.subarray(3))).toEqual(tensors);
    // Node's file reader gives Buffers, whose slice shares memory instead of copying.
    expect(parseSafetensors(Buffer.from(written))).toEqual(tensors);
  });

  it.each([
    ['shorter than its header', bytes.subarray(0, 4)],
    ['the file is shorter', bytes.subarray(0, 100)],
    ['the file is damaged', bytes.subarray(0, bytes.length - 8)],
  ])('says what is wrong: %s', (message, broken) => {
    expect(() => parseSafetensors(broken)).toThrow(message);
  });

  it('refuses other number types by name', () => {
    const text = JSON.stringify({ w: { dtype: 'BF16', shape: [1], data_offsets: [0, 2] } });
    const file = new Uint8Array(8 + text.length + 2);
    new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
    file.set(new TextEncoder().encode(text), 8);
    expect(() => parseSafetensors(file)).toThrow('w is BF16');
  });
});
