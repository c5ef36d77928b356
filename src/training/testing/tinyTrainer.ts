/** A two-layer model with random weights and the shipped tokenizer: real parts, small enough for a test. */
import { runConfigSchema, type RunConfig } from '../../core/runConfig.ts';
import { createRandom, deriveSeed } from '../../core/seeds.ts';
import { loadTokenizer, type Checkpoint } from '../../model/checkpoint.ts';
import { initialWeights } from '../../model/initialize.ts';
import type { ModelConfig } from '../../model/modelConfig.ts';
import { loadModuleInBrowser } from '../../oracle/loadBrowser.ts';
import { createOracle } from '../../oracle/oracle.ts';
import type { RunCheckpoint } from '../runCheckpoint.ts';
import { createTrainer, type OwnedTrainer } from '../trainer.ts';

const architecture = {
  model_type: 'llama' as const,
  hidden_size: 32,
  intermediate_size: 32,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  max_position_embeddings: 128,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  tie_word_embeddings: true as const,
  hidden_act: 'silu' as const,
};

async function readFile(name: string): Promise<Uint8Array> {
  const response = await fetch(`/model/${name}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The tiny model as it would come from files. */
export async function tinyCheckpoint(): Promise<Checkpoint> {
  const tokenizer = await loadTokenizer(readFile);
  const config: ModelConfig = {
    ...architecture,
    vocab_size: tokenizer.vocabulary,
    eos_token_id: tokenizer.endToken.id,
  };
  const weights = initialWeights(config, createRandom(deriveSeed(7, 'tiny', 0, 0)));
  return { config, weights, tokenizer };
}

/**
 * A fresh trainer; equal settings give equal trainers.
 * @param from goes on with the weights and the optimizer of this checkpoint
 */
export async function createTinyTrainer(
  changes: Partial<RunConfig>,
  from?: RunCheckpoint,
): Promise<OwnedTrainer> {
  const oracle = createOracle({ loadModule: loadModuleInBrowser, now: () => performance.now() });
  const run = runConfigSchema.parse({
    promptsPerStep: 2,
    numGenerations: 2,
    maxCompletionLength: 12,
    ...changes,
    // Nothing of an untrained model ends by itself; masked, no token would be in the loss.
    maskTruncatedCompletions: false,
  });
  return createTrainer(await tinyCheckpoint(), run, oracle, from);
}
