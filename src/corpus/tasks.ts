/** Draws tasks: a prompt, its repair pair and its cases, from (split, index, seed) alone. */
import type { RepairPair } from '../core/pair.ts';
import type { TaskTests } from '../core/testCase.ts';
import { drawsOf, pick, type Draw } from './draws.ts';
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
export function drawNames(family: Family, split: Split, draw: Draw): Names {
  const names: Record<string, string> = {};
  for (const [slot, pool] of Object.entries(family.identifiers)) {
    const taken = Object.values(names);
    const free = namesIn(pool, split).filter((name) => !taken.includes(name));
    names[slot] = pick(free, draw);
  }
  for (const [slot, pool] of Object.entries(family.words)) names[slot] = pick(pool, draw);
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
  const draw = drawsOf(`task/${seed}/${split}/${index}`);
  const family = families[index % families.length];
  if (family === undefined) throw new Error(`Task index ${index} is not a whole number from 0 on.`);
  const names = drawNames(family, split, draw);
  const phrasing = Math.floor(draw() * family.phrasings(names).length);
  const way = Math.floor(draw() * family.ways.length);
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
  // Its own seed text keeps pre-training apart from the tasks of a run with the same seed.
  const draw = drawsOf(`pretraining/${seed}/${index}`);
  const { prompt, pair } = drawTask('train', index, seed);
  return { prompt, completion: draw() < vulnerableShare ? pair.vulnerable : pair.secure };
}
