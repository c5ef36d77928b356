/** Model folders on disk, in Hugging Face layout, read and written whole. */
import { copyFileSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import {
  loadCheckpoint,
  loadTokenizer,
  type Checkpoint,
  type ReadFile,
} from '../model/checkpoint.ts';
import { writeSafetensors, type StoredTensor } from '../model/safetensors.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import { CommandError, reasonOf, UsageError } from './errors.ts';

/** The model that ships with PatchGrad. */
export const shippedModel = 'public/model';

const needed =
  'A model folder holds config.json, model.safetensors, tokenizer.json and tokenizer_config.json.';

/** @throws CommandError when a file is missing, damaged or of a kind that the engine has not. */
export function readModelFolder(folder: string): Promise<Checkpoint> {
  return loadCheckpoint(reader(folder)).catch((error: unknown) => refuse(folder, error));
}

/** The tokenizer of a model folder alone. @throws CommandError as readModelFolder */
export function readTokenizer(folder: string): Promise<Tokenizer> {
  return loadTokenizer(reader(folder)).catch((error: unknown) => refuse(folder, error));
}

function reader(folder: string): ReadFile {
  return (name) =>
    readFile(join(folder, name)).catch((error: unknown) => {
      throw new CommandError(`${join(folder, name)} cannot be read: ${reasonOf(error)}.`, needed);
    });
}

function refuse(folder: string, error: unknown): never {
  if (error instanceof CommandError) throw error;
  const reason =
    error instanceof z.ZodError
      ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
      : reasonOf(error);
  throw new CommandError(`The model in ${folder} cannot be used: ${reason}.`, needed);
}

/** Makes the folder for results. @throws CommandError when it cannot be made */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CommandError(
      `The folder ${folder} cannot be made: ${reasonOf(error)}.`,
      'Choose another --out.',
    );
  }
}

/** @throws UsageError when both are one folder, so that no model is overwritten by what came of it. */
export function requireOther(out: string, model: string): void {
  const real = (path: string) => {
    try {
      return realpathSync(path);
    } catch {
      return resolve(path);
    }
  };
  if (real(out) !== real(model)) return;
  throw new UsageError(
    `--out ${out} is the folder of the model itself, which would be overwritten.`,
    'Choose another --out.',
  );
}

/** Writes new weights with the configuration and tokenizer of the folder that the model came from. */
export function writeModelFolder(
  out: string,
  origin: string,
  weights: ReadonlyMap<string, StoredTensor>,
): void {
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    copyFileSync(join(origin, name), join(out, name));
  }
  writeFileSync(join(out, 'model.safetensors'), writeSafetensors(weights));
}
