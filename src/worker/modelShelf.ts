/** Models that lie ready on the device; the one that was used least lately goes when there are too many. */
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import { createTransformer, type Transformer } from '../model/transformer.ts';
import { fuseWeight, weightSpecs } from '../model/weights.ts';

export interface ReadyModel {
  readonly transformer: Transformer;
  readonly tokenizer: Tokenizer;
}

export interface ModelShelf {
  readonly find: (key: string) => ReadyModel | null;
  /** @throws Error when the weights are not those of the configuration; the shelf stays as it was */
  readonly put: (key: string, checkpoint: Checkpoint) => ReadyModel;
  /** Frees all of them. */
  readonly clear: () => void;
}

export function createModelShelf(room: number): ModelShelf {
  // In the order of their last use.
  const models = new Map<string, ReadyModel>();
  const drop = (key: string) => {
    models.get(key)?.transformer.dispose();
    models.delete(key);
  };
  return {
    find: (key) => {
      const model = models.get(key);
      if (!model) return null;
      models.delete(key);
      models.set(key, model);
      return model;
    },
    put: (key, { config, weights, tokenizer }) => {
      // Throws before anything is on the device, where half a model would stay.
      for (const spec of weightSpecs(config)) fuseWeight(spec, weights);
      const model = { transformer: createTransformer(config, weights, false), tokenizer };
      drop(key);
      models.set(key, model);
      for (const oldest of [...models.keys()].slice(0, -room)) drop(oldest);
      return model;
    },
    clear: () => [...models.keys()].forEach(drop),
  };
}
