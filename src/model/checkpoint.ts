/** A model folder in Hugging Face layout: config.json, model.safetensors, tokenizer.json, tokenizer_config.json. */
import { modelConfigSchema, type ModelConfig } from './modelConfig.ts';
import { parseSafetensors, type StoredTensor } from './safetensors.ts';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';

/** Reads one file of the folder. @throws Error when it is not there. */
export type ReadFile = (name: string) => Promise<Uint8Array>;

export interface Checkpoint {
  readonly config: ModelConfig;
  readonly weights: ReadonlyMap<string, StoredTensor>;
  readonly tokenizer: Tokenizer;
}

const decodeJson = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/** The tokenizer alone. @throws when a file is missing or damaged. */
export async function loadTokenizer(read: ReadFile): Promise<Tokenizer> {
  const [tokenizer, config] = await Promise.all([
    read('tokenizer.json'),
    read('tokenizer_config.json'),
  ]);
  return createTokenizer(decodeJson(tokenizer), decodeJson(config));
}

/** @throws when a file is missing or damaged, or the model is of a kind that the engine has not. */
export async function loadCheckpoint(read: ReadFile): Promise<Checkpoint> {
  const [configBytes, weightBytes, tokenizer] = await Promise.all([
    read('config.json'),
    read('model.safetensors'),
    loadTokenizer(read),
  ]);
  const config = modelConfigSchema.parse(decodeJson(configBytes));
  if (tokenizer.vocabulary > config.vocab_size) {
    throw new Error(
      `The tokenizer has ${tokenizer.vocabulary} entries, the model only ${config.vocab_size}; they belong to different models.`,
    );
  }
  return { config, weights: parseSafetensors(weightBytes), tokenizer };
}

/**
 * Tells whether two models have the same weights: 16 hexadecimal digits from two FNV-1a hashes
 * (Fowler, Noll and Vo) over the 32-bit words. Not for cryptography.
 */
export function fingerprint(weights: ReadonlyMap<string, StoredTensor>): string {
  // FNV's offset basis, and another odd start.
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (const { values } of weights.values()) {
    const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
    for (const word of words) {
      a = Math.imul(a ^ word, 0x01000193);
      b = Math.imul(b ^ word ^ (a >>> 16), 0x01000193);
    }
  }
  return [a, b].map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}
