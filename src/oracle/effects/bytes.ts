/** Node's Buffer, as far as short texts need it. */
import { decodeBytes, encodeBytes } from '../stubs/bytes.ts';
import { text, type EffectArea } from './area.ts';

/** Node takes UTF-8 where no encoding is given. */
const encoding = text.nullish().transform((form) => form ?? 'utf8');

const answer = (converted: string | null) =>
  converted === null ? { error: 'Unknown encoding' } : { value: converted };

export const bytes: EffectArea = {
  guest: String.raw`
  class Bytes {
    constructor(hex) {
      define(this, 'hex', { value: hex });
      define(this, 'length', { value: hex.length / 2 });
    }
    toString(form) { return effect('text of bytes', [this.hex, form]); }
    equals(other) { return this.hex === other.hex; }
  }
  const bytesOf = (given, form) =>
    given instanceof Bytes ? given : new Bytes(effect('bytes of text', [given, form]));
  expose('Buffer', { from: bytesOf });
`,
  handlers: {
    'bytes of text': ([content, form]) =>
      answer(encodeBytes(text.parse(content), encoding.parse(form))),
    'text of bytes': ([hex, form]) => answer(decodeBytes(text.parse(hex), encoding.parse(form))),
  },
};
