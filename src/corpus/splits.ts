/**
 * What belongs to which split. Decided by a hash of the thing's own text, never by order or by run. A model trains
 * on the names, phrasings, ways and families of the train split; each other split holds one of them back.
 */
import type { Family, Names, Way } from './family.ts';

/** Splits with identifiers of their own; all else in them is met in training. */
export const nameSplits = ['train', 'validation', 'unseen-names'] as const;
export type NameSplit = (typeof nameSplits)[number];

/**
 * unseen-phrasings: ways to ask that training never uses. unseen-variants: the prompt ends with the opening lines
 * of a way of writing that training never shows. unseen-families: jobs that training never asks for.
 */
export const splits = [
  ...nameSplits,
  'unseen-phrasings',
  'unseen-variants',
  'unseen-families',
] as const;
export type Split = (typeof splits)[number];

/** FNV-1a over UTF-16 code units with Murmur3's final mix, so that close names land far apart. */
function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The one split an identifier may occur in: about 60 % train, 20 % validation, 20 % unseen names. */
export function splitOfName(name: string): NameSplit {
  const tenth = hashText(name) % 10;
  return tenth < 6 ? 'train' : tenth < 8 ? 'validation' : 'unseen-names';
}

/** The names of a pool that a split may draw from. */
export function namesIn(pool: readonly string[], split: Split): string[] {
  const names = split === 'validation' || split === 'unseen-names' ? split : 'train';
  return pool.filter((name) => splitOfName(name) === names);
}

/** About one family in eight is never trained on. */
export const isFamilyHeldOut = ({ id }: Pick<Family, 'id'>): boolean =>
  hashText(`family ${id}`) % 8 === 0;

/** About one way in four is never trained on. */
export const isWayHeldOut = ({ id }: Pick<Family, 'id'>, way: Pick<Way, 'id'>): boolean =>
  hashText(`way ${id} ${way.id}`) % 4 === 0;

/** Slots as their own names: a phrasing with these is its template. */
const slotNames: Names = new Proxy({}, { get: (_, slot) => `{${String(slot)}}` });

/** The phrasings of a family with {slot} where a name stands. */
export const phrasingTemplates = (family: Family): readonly string[] => family.phrasings(slotNames);

/** About one phrasing in four is never trained on. */
export const isPhrasingHeldOut = (template: string): boolean =>
  hashText(`phrasing ${template}`) % 4 === 0;
