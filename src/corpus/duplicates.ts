/**
 * Near duplicates between what training uses and what is kept from it: a held-out phrasing or way that a training one nearly
 * repeats would measure memory, not the skill to go beyond it.
 */
import { lex } from '../core/lexemes.ts';
import type { Family, Names } from './family.ts';
import { isFamilyHeldOut, isWayHeldOut, phrasingTemplates } from './splits.ts';
import { phrasingsIn } from './tasks.ts';

/** A held-out text and the training text of its family that is most like it. */
export interface Neighbour {
  readonly family: string;
  /** The held-out phrasing with {slot} where a name stands, or the id of the held-out way. */
  readonly heldOut: string;
  readonly nearest: string;
  /** 0 (nothing in common) to 1 (the same). */
  readonly similarity: number;
}

/**
 * Held-out phrasings share fewer than this of their words with any training phrasing of the family, as |A ∩ B| / |A ∪ B|
 * of their word sets: two sentences of seven words that differ in two of them are at 0.56.
 */
export const closestPhrasings = 0.6;

/**
 * Held-out ways are less like any training way of the family than this, on either side: 1 − edits / length of the longer
 * body, in lexemes. Both do the same job with the same calls, so much is alike of necessity; in a body of twenty lexemes
 * at least five must differ.
 */
export const closestWays = 0.8;

const wordsOf = (text: string) =>
  new Set(text.toLowerCase().match(/\{\w+\}|[\p{L}\p{N}']+/gu) ?? []);

/** Jaccard similarity of two sets: |A ∩ B| / |A ∪ B|, 1 for two empty ones. */
export function setSimilarity<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const shared = [...a].filter((item) => b.has(item)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

/** 1 − Levenshtein distance / length of the longer list, 1 for two empty ones. */
export function editSimilarity<T>(a: readonly T[], b: readonly T[]): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, item] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      next.push(Math.min(row[j] + (item === other ? 0 : 1), row[j + 1] + 1, next[j] + 1));
    }
    row = next;
  }
  return 1 - row[b.length] / longer;
}

/** For each phrasing that training never uses, the training phrasing of the family nearest to it. None in a held-out family. */
export function phrasingNeighbours(family: Family): Neighbour[] {
  if (isFamilyHeldOut(family)) return [];
  const templates = phrasingTemplates(family);
  const training = phrasingsIn(family, 'train').map((i) => templates[i]);
  return phrasingsIn(family, 'unseen-phrasings').flatMap((i) =>
    nearest(family, templates[i], training, (other) =>
      setSimilarity(wordsOf(templates[i]), wordsOf(other)),
    ),
  );
}

/** A slot as a name that the lexer keeps whole. */
const slots: Names = new Proxy({}, { get: (_, slot) => `$${String(slot)}` });

const lexemesOf = (lines: readonly string[]) =>
  lex(lines.join('\n')).map(({ kind, text }) => `${kind} ${text.trim()}`);

/** For each way that training never uses, the training way nearest to it on either side. None in a held-out family. */
export function wayNeighbours(family: Family): Neighbour[] {
  if (isFamilyHeldOut(family)) return [];
  const bodies = family.ways.map((way) => ({
    id: way.id,
    isHeldOut: isWayHeldOut(family, way),
    vulnerable: lexemesOf(way.vulnerable(slots)),
    secure: lexemesOf(way.secure(slots)),
  }));
  const training = bodies.filter(({ isHeldOut }) => !isHeldOut);
  return bodies
    .filter(({ isHeldOut }) => isHeldOut)
    .flatMap((body) =>
      nearest(
        family,
        body.id,
        training.map(({ id }) => id),
        (_, k) =>
          Math.max(
            editSimilarity(body.vulnerable, training[k].vulnerable),
            editSimilarity(body.secure, training[k].secure),
          ),
      ),
    );
}

function nearest(
  family: Family,
  heldOut: string,
  training: readonly string[],
  similarityTo: (other: string, index: number) => number,
): Neighbour[] {
  const found = training
    .map((other, k) => ({
      family: family.id,
      heldOut,
      nearest: other,
      similarity: similarityTo(other, k),
    }))
    .sort((a, b) => b.similarity - a.similarity);
  return found.slice(0, 1);
}

/** What of a family is too near to its training texts, each in plain words. */
export function duplicateProblems(family: Family): string[] {
  const say = ({ heldOut, nearest, similarity }: Neighbour, what: string, most: number) =>
    `The held-out ${what} "${heldOut}" is ${similarity.toFixed(2)} like "${nearest}", which training uses; it must stay below ${most}. Word one of them otherwise.`;
  return [
    ...phrasingNeighbours(family)
      .filter(({ similarity }) => similarity >= closestPhrasings)
      .map((neighbour) => say(neighbour, 'phrasing', closestPhrasings)),
    ...wayNeighbours(family)
      .filter(({ similarity }) => similarity >= closestWays)
      .map((neighbour) => say(neighbour, 'way', closestWays)),
  ];
}
