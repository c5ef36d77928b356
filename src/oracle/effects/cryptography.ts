/** Digests, and random numbers that can or cannot be guessed. */
import { z } from 'zod';
import { text, type EffectArea } from './area.ts';

const hashes = new Map([
  ['md5', 'weak'],
  ['sha1', 'weak'],
  ['sha256', 'strong'],
  ['sha512', 'strong'],
]);

export const cryptography: EffectArea = {
  guest: String.raw`
  function hashOf(algorithm) {
    let text = '';
    return {
      update(part) { text += part; return this; },
      digest(form) { return effect('digest', [algorithm, text, form]); },
    };
  }
  expose('crypto', {
    createHash: (algorithm) => hashOf(algorithm),
    randomBytes: (size) => ({ toString: (form) => effect('random bytes', [size, form]) }),
    randomUUID: () => effect('random bytes', [16, 'hex']),
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
    'random bytes': ([size, form], record) => {
      const length = z.number().int().min(1).max(1024).parse(size);
      record('strong-random', length);
      return { value: (form === 'hex' ? '5e' : 'q7').repeat(length) };
    },
    'weak random': (_, record) => {
      record('weak-random', null);
      return { value: 0.7364219508437612 };
    },
  },
};
