/** Which split a name belongs to. Decided by a hash of the name alone, never by order or by run. */

export const splits = ['train', 'validation', 'unseen-names'] as const;
export type Split = (typeof splits)[number];

/** FNV-1a over UTF-16 code units with Murmur3's final mix, so that close names land far apart. */
function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The one split an identifier may occur in: about 60 % train, 20 % validation, 20 % unseen names. */
export function splitOf(name: string): Split {
  const tenth = hashName(name) % 10;
  return tenth < 6 ? 'train' : tenth < 8 ? 'validation' : 'unseen-names';
}

/** The names of a pool that a split may draw from. */
export function namesIn(pool: readonly string[], split: Split): string[] {
  return pool.filter((name) => splitOf(name) === split);
}
