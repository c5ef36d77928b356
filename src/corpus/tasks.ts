/** Draws tasks: a prompt, its repair pair and its cases, from (split, index, seed) alone. */
import type { RepairPair } from '../core/pair.ts';
import { createRandom, deriveSeed, type Random } from '../core/seeds.ts';
import type { TaskTests } from '../core/testCase.ts';
import { families } from './families.ts';
import { writeBody, writePrompt, type Family, type Names } from './family.ts';
import { namesIn, type Split } from './splits.ts';

export interface Task {
  readonly id: string;
  /** Id of the family. */
  readonly family: string;
  readonly cwe: string;
  readonly split: Split;
  /** Comment and opening line; a completion continues it up to the closing brace. */
  readonly prompt: string;
  readonly pair: RepairPair;
  readonly tests: TaskTests;
}

/** One name per slot: identifiers of the split alone, all distinct, and words of every split. */
export function drawNames(family: Family, split: Split, random: Random): Names {
  const names: Record<string, string> = {};
  for (const [slot, pool] of Object.entries(family.identifiers)) {
    const taken = Object.values(names);
    const free = namesIn(pool, split).filter((name) => !taken.includes(name));
    names[slot] = random.pick(free);
  }
  for (const [slot, pool] of Object.entries(family.words)) names[slot] = random.pick(pool);
  return names;
}

/** The task a family gives for drawn names, one phrasing and one way of writing. */
export function writeTask(
  id: string,
  family: Family,
  split: Split,
  names: Names,
  choice: { readonly phrasing: number; readonly way: number },
): Task {
  const phrasing = family.phrasings(names)[choice.phrasing];
  const way = family.ways[choice.way];
  const functionName = names['fn'];
  if (phrasing === undefined || way === undefined || functionName === undefined) {
    throw new Error(
      `Family ${family.id} has no phrasing ${choice.phrasing}, way ${choice.way} or fn name; use smaller indices.`,
    );
  }
  const prompt = writePrompt(family, names, phrasing);
  return {
    id,
    family: family.id,
    cwe: family.cwe,
    split,
    prompt,
    pair: {
      id: `${id}/${way.id}`,
      prompt,
      vulnerable: writeBody(way.vulnerable(names)),
      secure: writeBody(way.secure(names)),
      cwe: family.cwe,
      language: 'javascript',
    },
    tests: { functionName, cases: [...family.cases(names)] },
  };
}

/**
 * The index-th task of a split. Families go round in order, so any run of families.length indices
 * holds each family once; everything else is drawn from (seed, split, index).
 */
export function drawTask(split: Split, index: number, seed = 0): Task {
  const random = createRandom(deriveSeed(seed, `corpus/${split}`, 0, index));
  const family = families[index % families.length];
  if (family === undefined) throw new Error(`Task index ${index} is not a whole number from 0 on.`);
  const names = drawNames(family, split, random);
  const phrasing = random.integer(family.phrasings(names).length);
  const way = random.integer(family.ways.length);
  return writeTask(`${family.id}/${split}/${seed}/${index}`, family, split, names, {
    phrasing,
    way,
  });
}

/** One text to pre-train on. */
export interface PretrainingText {
  readonly prompt: string;
  readonly completion: string;
}

/**
 * The index-th pre-training text: a train task with its vulnerable body with probability
 * vulnerableShare, else with its secure body. Most published code has the weakness, so most of
 * this has it too; that leaves the model something to repair.
 */
export function pretrainingText(
  index: number,
  seed: number,
  vulnerableShare = 0.85,
): PretrainingText {
  const random = createRandom(deriveSeed(seed, 'corpus/side', 0, index));
  const { prompt, pair } = drawTask('train', index, seed);
  return { prompt, completion: random.uniform() < vulnerableShare ? pair.vulnerable : pair.secure };
}
