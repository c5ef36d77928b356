/** A model from its folder, on the chosen backend, to be used but not trained. */
import type { Engine } from '../engine/backend.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import { createTransformer, type Transformer } from '../model/transformer.ts';
import type { Backend } from './backendOption.ts';
import { readModelFolder } from './modelFolder.ts';
import { startChosenEngine } from './nodeEngine.ts';

export interface OpenModel {
  readonly engine: Engine;
  readonly model: Transformer;
  readonly tokenizer: Tokenizer;
}

/** @throws CommandError when the backend or the model is not to be had */
export async function openModel(folder: string, backend: Backend | undefined): Promise<OpenModel> {
  const engine = await startChosenEngine(backend);
  const { config, weights, tokenizer } = await readModelFolder(folder);
  return { engine, model: createTransformer(config, weights, false), tokenizer };
}
