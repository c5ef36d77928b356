/** Draws tasks: a prompt, its repair pair and its cases, from (split, index, seed) alone. */
import type { RepairPair } from '../core/pair.ts';
import { createRandom, deriveSeed, type Random } from '../core/seeds.ts';
import type { TaskTests } from '../core/testCase.ts';
import { families } from './families.ts';
import { drawMixedNames } from './mixedNames.ts';
import { openingLines, writeBody, writePrompt, type Family, type Names } from './family.ts';
import {
  isFamilyHeldOut,
  isPhrasingHeldOut,
  isWayHeldOut,
  namesIn,
  phrasingTemplates,
  type Split,
} from './splits.ts';

/** What a run can train on. */
export interface TrainingTask {
  readonly id: string;
  /** Id of the family, or of the imported pair. */
  readonly family: string;
  readonly cwe: string;
  readonly split: Split;
  /** Comment, opening line and perhaps the first lines of the body; a completion continues it up to the closing brace. */
  readonly prompt: string;
  readonly pair: RepairPair;
  /** False where training may not see the pair: no token rewards from it, and no SFT on it (scarce data, `pairsPerFamily`). */
  readonly hasReference: boolean;
  /** Null for an imported pair: nothing is known that its code could be run with. */
  readonly tests: TaskTests | null;
}

/** A task of the corpus. */
export interface Task extends TrainingTask {
  readonly tests: TaskTests;
}

/** Which of a family's texts a task is made of. */
export interface TaskChoice {
  readonly phrasing: number;
  readonly way: number;
  /** The prompt ends with the lines with which both sides of the way begin. */
  readonly isOpened: boolean;
}

/** Share of the train tasks whose prompt holds the opening lines of its way, where it has some. */
const openedShare = 0.25;

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

/** The task a family gives for drawn names and a choice of its texts. */
export function writeTask(
  id: string,
  family: Family,
  split: Split,
  names: Names,
  choice: TaskChoice,
): Task {
  const phrasing = family.phrasings(names)[choice.phrasing];
  const way = family.ways[choice.way];
  const functionName = names['fn'];
  if (phrasing === undefined || way === undefined || functionName === undefined) {
    throw new Error(
      `Family ${family.id} has no phrasing ${choice.phrasing}, way ${choice.way} or fn name; use smaller indices.`,
    );
  }
  const opening = choice.isOpened ? openingLines(way, names) : [];
  const prompt = writePrompt(family, names, phrasing, opening);
  const rest = (lines: readonly string[]) => writeBody(lines.slice(opening.length));
  return {
    id,
    family: family.id,
    cwe: family.cwe,
    split,
    prompt,
    pair: {
      id: `${id}/${way.id}`,
      prompt,
      vulnerable: rest(way.vulnerable(names)),
      secure: rest(way.secure(names)),
      cwe: family.cwe,
      language: 'javascript',
    },
    hasReference: true,
    tests: { functionName, cases: [...family.cases(names)] },
  };
}

/** Indices of the ways that a split may use: the held-out ones in unseen-variants, the others elsewhere. */
export function waysIn(family: Family, split: Split): number[] {
  const isWanted = split === 'unseen-variants';
  return [...family.ways.keys()].filter(
    (way) => isFamilyHeldOut(family) || isWayHeldOut(family, family.ways[way]) === isWanted,
  );
}

/** Indices of the phrasings that a split may use. */
export function phrasingsIn(family: Family, split: Split): number[] {
  const templates = phrasingTemplates(family);
  const isWanted = split === 'unseen-phrasings';
  return [...templates.keys()].filter(
    (phrasing) => isFamilyHeldOut(family) || isPhrasingHeldOut(templates[phrasing]) === isWanted,
  );
}

/** The families that have tasks of a split. */
export function familiesIn(split: Split): readonly Family[] {
  if (split === 'unseen-families') return families.filter(isFamilyHeldOut);
  return families.filter(
    (family) =>
      !isFamilyHeldOut(family) && (split !== 'unseen-variants' || waysIn(family, split).length > 0),
  );
}

/**
 * The index-th task of a split. Its families go round in order, so any run of as many indices holds each
 * family once; everything else is drawn from (seed, split, index).
 */
export function drawTask(split: Split, index: number, seed = 0, draw = drawNames): Task {
  const random = createRandom(deriveSeed(seed, `corpus/${split}`, 0, index));
  const among = familiesIn(split);
  const family = among[index % among.length];
  if (family === undefined) throw new Error(`Task index ${index} is not a whole number from 0 on.`);
  const names = draw(family, split, random);
  const choice = {
    phrasing: random.pick(phrasingsIn(family, split)),
    way: random.pick(waysIn(family, split)),
    isOpened: split === 'unseen-variants' || (split === 'train' && random.uniform() < openedShare),
  };
  return writeTask(`${family.id}/${split}/${seed}/${index}`, family, split, names, choice);
}

/** One text to pre-train on. */
export interface PretrainingText {
  readonly prompt: string;
  readonly completion: string;
  /** The loss counts the completion only from where it has left this text; '' to count all of it. */
  readonly unlike: string;
}

/** Of what pre-training texts consist, as shares of 1. */
export interface TextShares {
  /** Texts that show the weakness, among those that are not for copying. */
  readonly vulnerable: number;
  /** Texts whose identifiers are put together anew (mixedNames.ts). */
  readonly mixed: number;
  /** Texts that teach to copy names in the secure way without making its choice more likely. */
  readonly copying: number;
}

/**
 * The index-th pre-training text: a train task with its vulnerable or its secure body. Most published code has
 * the weakness, so most of this has it too; that leaves the model something to repair. A text for copying
 * is a secure body that counts only after its first difference from the vulnerable one.
 */
export function pretrainingText(
  index: number,
  seed: number,
  { vulnerable, mixed, copying }: TextShares = { vulnerable: 0.75, mixed: 0.5, copying: 0 },
): PretrainingText {
  const random = createRandom(deriveSeed(seed, 'corpus/side', 0, index));
  const draw = random.uniform() < mixed ? drawMixedNames : drawNames;
  const { prompt, pair } = drawTask('train', index, seed, draw);
  const isVulnerable = random.uniform() < vulnerable;
  if (random.uniform() < copying) {
    return { prompt, completion: pair.secure, unlike: pair.vulnerable };
  }
  return { prompt, completion: isVulnerable ? pair.vulnerable : pair.secure, unlike: '' };
}
