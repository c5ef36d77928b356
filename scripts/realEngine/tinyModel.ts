/**
 * A language model of 140 kB that any llama.cpp loads: a llama of one layer with random weights. What it writes means
 * nothing, which is what it is for: single bytes that are no UTF-8, broken JSON, answers without an end, at full speed.
 */
import { createRandom, deriveSeed } from '../../src/core/seeds.ts';
import { encodeGguf, type GgufTensor, type GgufValue } from './ggufFile.ts';

const width = 32;
const heads = 2;
const inner = 64;
/** Tokens that a prompt and its answer may have together. */
export const contextTokens = 8192;

/** Kinds of tokens in a GGUF vocabulary. */
const kinds = { text: 1, unknown: 2, control: 3, byte: 6 } as const;

interface Entry {
  readonly text: string;
  readonly kind: number;
  /** What it adds to an answer. */
  readonly bytes: Uint8Array;
}

const utf8 = new TextEncoder();
const textEntry = (text: string): Entry => ({
  text: text.replaceAll(' ', '▁'),
  kind: kinds.text,
  bytes: utf8.encode(text),
});
const emptyEntry = (text: string, kind: number): Entry => ({ text, kind, bytes: new Uint8Array() });

/** Of several characters, or of one of several bytes: what JSON, code, and models that think aloud are made of. */
const words = [
  ...['{"', '":', '","', '"}', '": "', '": true', '": false', '```', '```json', '</', '<think>'],
  ...['function', 'return', ' const', ' =', '();', '  ', '    ', '=>', '\\n', '\\"', '\\u00'],
  ...['ä', 'é', '–', '値', '→', '🔒', '\u200b', '\ufeff'],
];

/** By token: the unknown one, begin, end, every byte, the printable characters of ASCII, words. */
const vocabulary: readonly Entry[] = [
  emptyEntry('<unk>', kinds.unknown),
  emptyEntry('<s>', kinds.control),
  emptyEntry('</s>', kinds.control),
  ...Array.from({ length: 256 }, (_, byte) => ({
    text: `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
    kind: kinds.byte,
    bytes: Uint8Array.of(byte),
  })),
  ...Array.from({ length: 95 }, (_, i) => textEntry(String.fromCharCode(32 + i))),
  ...words.map(textEntry),
];

/** What these tokens are as bytes, before anybody takes them for text. */
export const bytesOf = (tokens: readonly number[]): Uint8Array =>
  Buffer.concat(tokens.map((token) => vocabulary[token].bytes));

const entries: Readonly<Record<string, GgufValue>> = {
  'general.architecture': { kind: 'text', value: 'llama' },
  'general.name': { kind: 'text', value: 'tiny' },
  'general.file_type': { kind: 'u32', value: 0 },
  'llama.context_length': { kind: 'u32', value: contextTokens },
  'llama.embedding_length': { kind: 'u32', value: width },
  'llama.block_count': { kind: 'u32', value: 1 },
  'llama.feed_forward_length': { kind: 'u32', value: inner },
  'llama.attention.head_count': { kind: 'u32', value: heads },
  'llama.attention.head_count_kv': { kind: 'u32', value: heads },
  'llama.rope.dimension_count': { kind: 'u32', value: width / heads },
  'llama.attention.layer_norm_rms_epsilon': { kind: 'f32', value: 1e-5 },
  'llama.vocab_size': { kind: 'u32', value: vocabulary.length },
  'tokenizer.ggml.model': { kind: 'text', value: 'llama' },
  'tokenizer.ggml.tokens': { kind: 'texts', value: vocabulary.map(({ text }) => text) },
  'tokenizer.ggml.token_type': { kind: 'i32s', value: vocabulary.map(({ kind }) => kind) },
  // Of two ways to cut a text the one with the higher scores is taken; here any will do.
  'tokenizer.ggml.scores': { kind: 'f32s', value: vocabulary.map((_, token) => -token) },
  'tokenizer.ggml.unknown_token_id': { kind: 'u32', value: 0 },
  'tokenizer.ggml.bos_token_id': { kind: 'u32', value: 1 },
  'tokenizer.ggml.eos_token_id': { kind: 'u32', value: 2 },
};

const shapes: Readonly<Record<string, readonly number[]>> = {
  'token_embd.weight': [width, vocabulary.length],
  'output.weight': [width, vocabulary.length],
  'output_norm.weight': [width],
  'blk.0.attn_norm.weight': [width],
  'blk.0.attn_q.weight': [width, width],
  'blk.0.attn_k.weight': [width, width],
  'blk.0.attn_v.weight': [width, width],
  'blk.0.attn_output.weight': [width, width],
  'blk.0.ffn_norm.weight': [width],
  'blk.0.ffn_gate.weight': [width, inner],
  'blk.0.ffn_up.weight': [width, inner],
  'blk.0.ffn_down.weight': [inner, width],
};

/** Norms are 1. With so small output weights all tokens are about as likely: an end comes after 400 or so. */
const largest = (name: string) => (name === 'output.weight' ? 0.05 : 0.2);

function tensorOf([name, shape]: [string, readonly number[]], index: number): GgufTensor {
  const random = createRandom(deriveSeed(0, 'tiny-model', 0, index));
  const count = shape.reduce((product, size) => product * size, 1);
  const draw = name.includes('norm') ? () => 1 : () => (2 * random.uniform() - 1) * largest(name);
  return { name, shape, values: Float32Array.from({ length: count }, draw) };
}

/** The file; the same bytes each time. */
export const encodeTinyModel = (): Uint8Array =>
  encodeGguf(entries, Object.entries(shapes).map(tensorOf));
