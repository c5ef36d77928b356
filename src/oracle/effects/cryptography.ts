/** Digests, ciphers, comparisons, and random numbers that can or cannot be guessed. */
import { z } from 'zod';
import type { Json } from '../../core/testCase.ts';
import { decodeBytes } from '../stubs/bytes.ts';
import { hasTag, startCipher } from '../stubs/ciphers.ts';
import { text, type EffectArea } from './area.ts';

const hashes = new Map([
  ['md5', 'weak'],
  ['sha1', 'weak'],
  ['sha256', 'strong'],
  ['sha512', 'strong'],
]);

/** 128 bits: nobody tries out that many. */
const leastBytes = 16;

/** Of bytes as hexadecimal text: their number, and the text they stand for. */
const sizeOf = (hex: Json | undefined) => text.parse(hex).length / 2;
const textOf = (hex: Json | undefined) => decodeBytes(text.parse(hex), 'utf8');

export const cryptography: EffectArea = {
  guest: String.raw`
  function hashOf(algorithm) {
    let text = '';
    return {
      update(part) { text += part; return this; },
      digest(form) { return effect('digest', [algorithm, text, form]); },
    };
  }
  function cipherOf(algorithm, key, iv) {
    const keyHex = bytesOf(key).hex;
    effect('start cipher', [algorithm, keyHex, iv === null ? null : bytesOf(iv).hex]);
    let hex = '';
    return {
      update(part, from, to) {
        const given = bytesOf(part, from);
        hex += given.hex;
        return to ? given.toString(to) : given;
      },
      final(to) {
        effect('end cipher', [algorithm, keyHex, hex]);
        return to ? '' : bytesOf('');
      },
      getAuthTag: () => bytesOf(effect('cipher tag', [algorithm])),
    };
  }
  expose('crypto', {
    createHash: (algorithm) => hashOf(algorithm),
    randomBytes: (size) => ({ toString: (form) => effect('random bytes', [size, form]) }),
    randomInt: (from, to) => effect('random number', [from, to]),
    randomUUID: () => effect('random bytes', [16, 'hex']),
    createCipheriv: cipherOf,
    timingSafeEqual: (a, b) => effect('steady compare', [a.hex, b.hex]),
  });
  Math.random = () => effect('weak random', []);
`,
  handlers: {
    digest: ([algorithm, content, form], record) => {
      const strength = hashes.get(text.parse(algorithm));
      if (strength === undefined) return { error: 'Digest method not supported' };
      record('digest', [text.parse(content), text.parse(form)]);
      if (strength === 'weak') record('weak-hash', text.parse(algorithm));
      return { value: `${text.parse(form)} of ${text.parse(content)} by ${text.parse(algorithm)}` };
    },
    // The stand-in leaves the text as it is: that it went through the cipher is what is recorded.
    'start cipher': ([algorithm, key, iv], record) => {
      const name = text.parse(algorithm);
      const started = startCipher(name, sizeOf(key), iv === null ? null : sizeOf(iv));
      if ('error' in started) return started;
      if (started.strength === 'weak') record('weak-cipher', name);
      return { value: null };
    },
    'end cipher': ([, key, content], record) => {
      record('sealed', [textOf(key), textOf(content)]);
      return { value: null };
    },
    'cipher tag': ([algorithm]) =>
      hasTag(text.parse(algorithm))
        ? { value: 'tag of 16 bytes.' }
        : { error: 'Invalid state for operation getAuthTag' },
    'steady compare': ([a, b], record) => {
      if (sizeOf(a) !== sizeOf(b)) {
        return { error: 'Input buffers must have the same byte length' };
      }
      record('steady-compare', [textOf(a), textOf(b)].sort());
      return { value: a === b };
    },
    'random bytes': ([size, form], record) => {
      const length = z.number().int().min(1).max(1024).parse(size);
      record('strong-random', length);
      if (length < leastBytes) record('short-random', length);
      return { value: (form === 'hex' ? '5e' : 'q7').repeat(length) };
    },
    'random number': ([first, second], record) => {
      // A single argument is the end, and the start is zero.
      const [from, end] = second === null ? [0, first] : [first, second];
      const start = z.number().int().parse(from);
      const range = z
        .number()
        .int()
        .min(1)
        .max(2 ** 48 - 1)
        .parse(z.number().parse(end) - start);
      // Its largest range is 48 bits.
      record('strong-random', 6);
      record('short-random', 6);
      return { value: start + Math.floor(range * 0.7364219508437612) };
    },
    'weak random': (_, record) => {
      record('weak-random', null);
      return { value: 0.7364219508437612 };
    },
  },
};
