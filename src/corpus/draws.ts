/** Seeded draws for the corpus: the same key gives the same draws, on every machine. */

/** Draws numbers in [0, 1). */
export type Draw = () => number;

/** FNV-1a over the key seeds mulberry32 (Tommy Ettinger, public domain). */
export function drawsOf(key: string): Draw {
  let state = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) state = Math.imul(state ^ key.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One item of a list, each equally likely. Throws on an empty list. */
export function pick<T>(items: readonly T[], draw: Draw): T {
  const item = items[Math.floor(draw() * items.length)];
  if (item === undefined) throw new Error('Cannot draw from an empty list; add items to the pool.');
  return item;
}
