/**
 * Finds pairs that a file holds twice, while it is read: one pass, and 64 numbers a pair in memory.
 *
 * Exact: both sides are the same, character by character. Near: the Jaccard similarity of the two sets of runs of
 * five lexemes (of both sides, each side its own runs) is 0.8 or more, estimated by 64 min-hashes, so to ±0.05
 * (Broder 1997, "On the resemblance and containment of documents"). Lexemes know no layout, so a pair that was only
 * indented anew is near. Candidates share one of 16 bands of four min-hashes, which a pair of similarity 0.8 misses
 * once in 5,000.
 */
import { lex } from '../core/lexemes.ts';
import type { RepairPair } from '../core/pair.ts';

export interface Duplicate {
  /** Of the first such pair. */
  readonly line: number;
  readonly isExact: boolean;
}

const runLength = 5;
const hashes = 64;
const bandSize = 4;
const nearFrom = 0.8;

interface Seen {
  readonly line: number;
  readonly sketch: Uint32Array;
}

/** The pairs of one file, in order. */
export class PairDuplicates {
  readonly #exact = new Map<string, number>();
  /** For each band, the first pair with these min-hashes: enough to find a duplicate, and never a long list. */
  readonly #bands = Array.from({ length: hashes / bandSize }, () => new Map<number, Seen>());

  /** @returns which earlier pair this one repeats, or null; later ones are compared with it */
  add(pair: Pick<RepairPair, 'vulnerable' | 'secure'>, line: number): Duplicate | null {
    const key = `${textKey(pair.vulnerable)} ${textKey(pair.secure)}`;
    const same = this.#exact.get(key);
    if (same !== undefined) return { line: same, isExact: true };
    this.#exact.set(key, line);
    const seen = { line, sketch: sketchOf(pair) };
    const near = this.#bands.map((band, b) => firstOf(band, bandKey(seen.sketch, b), seen));
    const found = near
      .filter((other) => other !== seen && similarity(other.sketch, seen.sketch) >= nearFrom)
      .reduce<Seen | null>(
        (first, other) => (first && first.line <= other.line ? first : other),
        null,
      );
    return found && { line: found.line, isExact: false };
  }
}

/** What the band holds under the key; the newcomer when it held nothing. */
function firstOf(band: Map<number, Seen>, key: number, newcomer: Seen): Seen {
  const held = band.get(key);
  if (held) return held;
  band.set(key, newcomer);
  return newcomer;
}

/** FNV-1a's step (Fowler, Noll and Vo) over 32 bits. */
const step = (hash: number, word: number) => Math.imul(hash ^ word, 0x01000193);

const hashText = (text: string, start: number) => {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) hash = step(hash, text.charCodeAt(i));
  return hash >>> 0;
};

/** Stands for a text: its length and 64 bits from two starts. Not against somebody who wants a collision. */
const textKey = (text: string) =>
  `${text.length}:${hashText(text, 0x811c9dc5)}:${hashText(text, 0x9e3779b9)}`;

function sketchOf(pair: Pick<RepairPair, 'vulnerable' | 'secure'>): Uint32Array {
  const sketch = new Uint32Array(hashes).fill(0xffffffff);
  for (const side of ['vulnerable', 'secure'] as const) {
    const words = lex(pair[side]).map(({ text }) => hashText(text, 0x811c9dc5));
    // A text of fewer lexemes is one run.
    const last = Math.max(0, words.length - runLength);
    for (let i = 0; i <= last; i += 1) {
      const run = words.slice(i, i + runLength).reduce(step, side.length);
      for (let k = 0; k < hashes; k += 1)
        sketch[k] = Math.min(sketch[k], mix(run + k * 0x9e3779b9));
    }
  }
  return sketch;
}

/** Finaliser of MurmurHash3: every input bit moves every output bit. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const bandKey = (sketch: Uint32Array, band: number) =>
  sketch.slice(band * bandSize, (band + 1) * bandSize).reduce(step, 0x811c9dc5);

/** Share of equal min-hashes: an unbiased estimate of the Jaccard similarity. */
const similarity = (a: Uint32Array, b: Uint32Array) =>
  a.reduce((equal, hash, k) => equal + (hash === b[k] ? 1 : 0), 0) / hashes;
