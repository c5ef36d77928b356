import { describe, expect, it } from 'vitest';
import { encodeGguf } from './ggufFile.ts';
import { bytesOf, encodeTinyModel } from './tinyModel.ts';

describe('encodeGguf', () => {
  it('lays a file out as the format says', () => {
    const file = Buffer.from(
      encodeGguf({ a: { kind: 'u32', value: 7 }, bc: { kind: 'texts', value: ['é'] } }, [
        { name: 't', shape: [3], values: Float32Array.of(1, -2, 0.5) },
        { name: 'u', shape: [1, 1], values: Float32Array.of(4) },
      ]),
    );
    const head = [
      ...['47475546 03000000 0200000000000000 0200000000000000'],
      // a, of type u32; bc, an array of one text.
      ...['0100000000000000 61 04000000 07000000'],
      ...['0200000000000000 6263 09000000 08000000 0100000000000000 0200000000000000 c3a9'],
      // Name, dimensions, 32-bit floats, where the data begins.
      ...['0100000000000000 74 01000000 0300000000000000 00000000 0000000000000000'],
      ...[
        '0100000000000000 75 02000000 0100000000000000 0100000000000000 00000000 2000000000000000',
      ],
    ]
      .join('')
      .replaceAll(' ', '');
    expect(file.toString('hex').slice(0, head.length)).toBe(head);
    const start = Math.ceil(head.length / 2 / 32) * 32;
    expect(file).toHaveLength(start + 64);
    expect([0, 4, 8, 32].map((at) => file.readFloatLE(start + at))).toEqual([1, -2, 0.5, 4]);
    expect(file.subarray(start + 12, start + 32).every((byte) => byte === 0)).toBe(true);
  });
});

describe('encodeTinyModel', () => {
  it('gives the same small file each time', () => {
    const file = encodeTinyModel();
    expect(Buffer.compare(file, encodeTinyModel())).toBe(0);
    expect(file.length % 32).toBe(0);
    expect(file.length).toBeLessThan(200_000);
  });

  it('knows what its tokens are as bytes', () => {
    expect(bytesOf([1, 3 + 0xff, 3 + 0x41, 2])).toEqual(Buffer.from([0xff, 0x41]));
  });
});
