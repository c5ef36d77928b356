/** Byte-level BPE through Hugging Face's JavaScript tokenizer, with the character span of each token. */
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import type { Span, TokenisedText } from '../core/pair.ts';

const tokenizerSchema = z.looseObject({
  model: z.looseObject({ type: z.literal('BPE'), vocab: z.record(z.string(), z.number().int()) }),
});
const tokenizerConfigSchema = z.looseObject({ eos_token: z.string() });

/** Keeps a byte order mark, which is text like any other here. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text to ids and back. Ids never include special tokens unless named. */
export interface Tokenizer {
  readonly vocabulary: number;
  readonly endToken: { readonly id: number; readonly name: string };
  readonly encode: (text: string) => number[];
  /** Ids to text; the end token and other special tokens give nothing. */
  readonly decode: (ids: readonly number[]) => string;
  /** The text of the ids with a span for each: a token inside a character covers the whole character. */
  readonly withSpans: (ids: readonly number[]) => TokenisedText;
}

/**
 * GPT-2's byte alphabet: printable bytes stand for themselves, the others for code points from 256 on
 * (Radford et al. 2019).
 */
function byteOfCharacter(): Map<string, number> {
  const isPrintable = (b: number) =>
    (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || (b >= 174 && b <= 255);
  const bytes = new Map<string, number>();
  let next = 256;
  for (let b = 0; b < 256; b++) bytes.set(String.fromCodePoint(isPrintable(b) ? b : next++), b);
  return bytes;
}

/** @throws ZodError when the files are not a byte-level BPE tokenizer. */
export function createTokenizer(tokenizerJson: unknown, configJson: unknown): Tokenizer {
  const parsed = tokenizerSchema.parse(tokenizerJson);
  const config = tokenizerConfigSchema.parse(configJson);
  const tokenizer = new HuggingFaceTokenizer(parsed, config);
  const vocab = parsed.model.vocab;
  const alphabet = byteOfCharacter();
  const bytesOf: number[][] = [];
  for (const [token, id] of Object.entries(vocab)) {
    bytesOf[id] = Array.from(token, (c) => alphabet.get(c) ?? -1);
    // A special token is spelled with its own characters but stands for no text.
    if (/^<\|.*\|>$/.test(token)) bytesOf[id] = [];
  }
  const textOf = (ids: readonly number[]) =>
    utf8.decode(Uint8Array.from(ids.flatMap((id) => bytesOf[id] ?? [])));
  return {
    vocabulary: Object.keys(vocab).length,
    endToken: { id: vocab[config.eos_token], name: config.eos_token },
    encode: (text) => [...tokenizer.encode(text, { add_special_tokens: false }).ids],
    decode: textOf,
    withSpans: (ids) => ({
      text: textOf(ids),
      ids,
      spans: spansOf(ids.map((id) => bytesOf[id] ?? [])),
    }),
  };
}

/** Character spans of consecutive byte strings; invalid UTF-8 counts one U+FFFD as TextDecoder does. */
function spansOf(tokens: readonly (readonly number[])[]): Span[] {
  const bytes = tokens.flat();
  const starts = characterStarts(Uint8Array.from(bytes));
  let at = 0;
  return tokens.map((token) => {
    const from = at;
    at += token.length;
    if (token.length === 0) return { start: starts[from], end: starts[from] };
    return { start: starts[from], end: endAfter(starts, at - 1) };
  });
}

/** For each byte, the UTF-16 offset of the character it belongs to; one more for the end. */
function characterStarts(bytes: Uint8Array): number[] {
  const starts: number[] = [];
  let offset = 0;
  for (let i = 0; i < bytes.length;) {
    const length = validLength(bytes, i);
    for (let j = 0; j < length.bytes; j++) starts.push(offset);
    offset += length.units;
    i += length.bytes;
  }
  starts.push(offset);
  return starts;
}

/** Where the character that holds byte `at` ends. */
function endAfter(starts: readonly number[], at: number): number {
  let next = at + 1;
  while (next < starts.length - 1 && starts[next] === starts[at]) next++;
  return starts[next];
}

/** Bytes and UTF-16 units of what TextDecoder reads at `at`: a character, or one replacement. */
function validLength(bytes: Uint8Array, at: number): { bytes: number; units: number } {
  const lead = bytes[at];
  const wanted = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  for (let length = wanted; length > 0; length--) {
    const text = utf8.decode(bytes.subarray(at, at + length));
    // The maximal valid prefix of a broken sequence is one replacement character.
    if (text.length === (length === 4 && text !== '\uFFFD' ? 2 : 1)) {
      return { bytes: length, units: text.length };
    }
  }
  return { bytes: 1, units: 1 };
}
