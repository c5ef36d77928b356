/**
 * Trains the byte-level BPE tokenizer on the corpus's train split and writes tokenizer.json and
 * tokenizer_config.json. Usage: npm run train-tokenizer -- [--out public/model] [--merges 1278]
 *
 * The native trainer takes no options from Node, so it learns as many merges as it likes and the first
 * ones are kept: greedy BPE adds merges in order, so a prefix is what a smaller vocabulary would be.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { byteLevelAlphabet, Tokenizer } from 'tokenizers';
import { z } from 'zod';
import { pretrainingText } from '../src/corpus/tasks.ts';

const endToken = '<|end|>';
const padToken = '<|pad|>';

/** camelCase humps, short digit runs, newline with its indentation, and punctuation are never merged together. */
const words = String.raw` ?\p{Lu}?\p{Ll}+| ?\p{Lu}+(?!\p{Ll})| ?\p{N}{1,3}|\n *| ?[^\s\p{L}\p{N}]{1,3}|\s+| ?\p{L}+`;

const preTokenizer = {
  type: 'Sequence',
  pretokenizers: [
    { type: 'Split', pattern: { Regex: words }, behavior: 'Isolated', invert: false },
    { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
  ],
};
const decoder = { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true };
const added = [endToken, padToken].map((content, id) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
}));

function tokenizerJson(vocab: Record<string, number>, merges: [string, string][]) {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: preTokenizer,
    post_processor: null,
    decoder,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab,
      merges,
    },
  };
}

const trainedSchema = z.object({
  model: z.object({ merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])) }),
});

function learnMerges(texts: readonly string[]): [string, string][] {
  const folder = mkdtempSync(join(tmpdir(), 'patchgrad-tokenizer-'));
  const corpus = join(folder, 'corpus.txt');
  // The trainer counts newline-separated sequences; a file a text keeps the newlines inside.
  const files = texts.map((text, i) => {
    const file = `${corpus}.${i}`;
    writeFileSync(file, text);
    return file;
  });
  const blank = Tokenizer.fromString(JSON.stringify(tokenizerJson({}, [])));
  blank.train(files);
  const saved = join(folder, 'trained.json');
  blank.save(saved);
  const trained = trainedSchema.parse(JSON.parse(readFileSync(saved, 'utf8')));
  rmSync(folder, { recursive: true });
  return trained.model.merges.map((merge) => {
    if (typeof merge !== 'string') return merge;
    const [left, right] = merge.split(' ');
    return [left, right];
  });
}

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'public/model' },
    merges: { type: 'string', default: '1278' },
    texts: { type: 'string', default: '8000' },
  },
});
const texts = Array.from({ length: Number(values.texts) }, (_, i) => {
  const { prompt, completion } = pretrainingText(i, 0);
  return prompt + completion;
});
const merges = learnMerges(texts).slice(0, Number(values.merges));
const vocabulary = [
  endToken,
  padToken,
  ...[...byteLevelAlphabet()].sort(),
  ...merges.map(([left, right]) => left + right),
];
const vocab = Object.fromEntries([...new Set(vocabulary)].map((token, id) => [token, id]));
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, 'tokenizer.json'), JSON.stringify(tokenizerJson(vocab, merges)));
writeFileSync(
  join(values.out, 'tokenizer_config.json'),
  JSON.stringify(
    {
      tokenizer_class: 'PreTrainedTokenizerFast',
      eos_token: endToken,
      pad_token: padToken,
      clean_up_tokenization_spaces: false,
      model_max_length: 256,
    },
    null,
    2,
  ) + '\n',
);
const native = Tokenizer.fromFile(join(values.out, 'tokenizer.json'));
const lengths = await Promise.all(
  texts.slice(0, 500).map(async (text) => (await native.encode(text)).getLength()),
);
const characters = texts.slice(0, 500).reduce((sum, text) => sum + text.length, 0);
const tokens = lengths.reduce((a, b) => a + b, 0);
console.log(
  `${Object.keys(vocab).length} entries, ${(characters / tokens).toFixed(2)} characters a token, ` +
    `longest of 500 texts ${Math.max(...lengths)} tokens`,
);
