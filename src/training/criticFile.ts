/** A critic's state as a safetensors file, critic.safetensors beside those of the run. */
import { parseSafetensors, writeSafetensors, type StoredTensor } from '../model/safetensors.ts';
import type { CriticState } from './critic.ts';

export const criticFileName = 'critic.safetensors';

/** weight [1,hidden], bias [1], and the moments of both [2,size]. */
export function writeCritic({ weight, bias, optimizer }: CriticState): Uint8Array<ArrayBuffer> {
  const tensors = new Map<string, StoredTensor>([
    ['weight', { shape: [1, weight.length], values: weight }],
    ['bias', { shape: [1], values: bias }],
  ]);
  optimizer.moments.forEach((values, i) =>
    tensors.set(momentsName(i), { shape: [2, values.length / 2], values }),
  );
  return writeSafetensors(tensors);
}

/**
 * @param updates of its optimizer, which a file of tensors does not hold
 * @throws Error when a tensor is missing
 */
export function readCritic(bytes: Uint8Array, updates: number): CriticState {
  const stored = parseSafetensors(bytes);
  const valuesOf = (name: string): Float32Array => {
    const tensor = stored.get(name);
    if (!tensor) throw new Error(`${criticFileName} has no ${name}`);
    return tensor.values;
  };
  return {
    weight: valuesOf('weight'),
    bias: valuesOf('bias'),
    optimizer: { updates, moments: [0, 1].map((i) => valuesOf(momentsName(i))) },
  };
}

/** Of weight and bias, in this order. */
const momentsName = (i: number) => `moments.${i}`;
