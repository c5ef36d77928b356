/** Random starting weights, as GPT-2 has them: σ = 0.02, output projections smaller by √(2·layers), biases 0. */
import type { Random } from '../core/seeds.ts';
import type { ModelConfig } from './modelConfig.ts';
import type { StoredTensor } from './safetensors.ts';
import { weightSpecs } from './weights.ts';

/** @param random one stream for all weights */
export function initialWeights(config: ModelConfig, random: Random): Map<string, StoredTensor> {
  const stored = new Map<string, StoredTensor>();
  const deep = 1 / Math.sqrt(2 * config.num_hidden_layers);
  for (const { name, parts } of weightSpecs(config)) {
    const sigma = 0.02 * (/attentionOut|down/.test(name) ? deep : 1);
    for (const part of parts) {
      const size = part.shape.reduce((a, b) => a * b, 1);
      const values =
        part.shape.length === 1
          ? new Float32Array(size).fill(name.endsWith('Bias') ? 0 : 1)
          : Float32Array.from({ length: size }, () => sigma * normal(random));
      stored.set(part.name, { shape: part.shape, values });
    }
  }
  return stored;
}

/** Box–Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
