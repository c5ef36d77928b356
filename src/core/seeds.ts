/**
 * Every random draw of a run comes from a stream named by (run seed, stream, step, index). No stream knows how
 * much another one drew, so a resumed run repeats an uninterrupted one. Not for cryptography.
 */

/** Four 32-bit words: the state a Random starts from. */
export type Seed = readonly [number, number, number, number];

/** A deterministic source of random numbers. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** Uniform over the integers 0 … n − 1. @throws RangeError unless 1 ≤ n ≤ 2³². */
  integer(n: number): number;
  /** One of the items, each as likely. @throws RangeError when there are none. */
  pick<T>(items: readonly T[]): T;
  /** A copy in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/** Finaliser of MurmurHash3: every input bit moves every output bit. */
function mix(word: number): number {
  let h = word >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The seed of one stream of draws. Each of the four words is a separate chain over all inputs; the
 * name's length is part of it, so names and numbers cannot run into each other.
 * @param stream what is drawn, for example "sampling" or "prompts"
 * @param step optimizer step, any integer
 * @param index which draw or completion of the step, any integer
 */
export function deriveSeed(runSeed: number, stream: string, step: number, index: number): Seed {
  const characters = Array.from(stream, (c) => c.codePointAt(0) ?? 0);
  const words = [
    ...wordsOf(runSeed),
    stream.length,
    ...characters,
    ...wordsOf(step),
    ...wordsOf(index),
  ];
  const chain = (start: number) =>
    words.reduce((h, word) => mix(Math.imul(h, 0x9e3779b1) + word + 0x7f4a7c15), start);
  // Distinct odd starts; any would do.
  return [chain(0x243f6a89), chain(0x13198a2f), chain(0xa4093823), chain(0x299f31d1)];
}

/** Low and high 32-bit words of an integer, so seeds beyond 2³² stay distinct. */
function wordsOf(integer: number): [number, number] {
  return [integer >>> 0, Math.floor(integer / 2 ** 32) >>> 0];
}

/** sfc32 (Doty-Humphrey, PractRand): 128 bits of state, passes PractRand, four additions a number. */
export function createRandom(seed: Seed): Random {
  let [a, b, c, counter] = seed;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // The first outputs are nearly the seed itself.
  for (let i = 0; i < 12; i += 1) next();

  const integer = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(`integer(${n}) is undefined; pass an integer between 1 and 2³².`);
    }
    // Draws above the last whole multiple of n are thrown away: a plain remainder prefers small numbers.
    const limit = 2 ** 32 - (2 ** 32 % n);
    let draw = next();
    while (draw >= limit) draw = next();
    return draw % n;
  };
  return {
    uniform: () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53,
    integer,
    pick: (items) => {
      if (items.length === 0)
        throw new RangeError('pick needs at least one item; the list is empty.');
      return items[integer(items.length)];
    },
    shuffle: (items) => {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = integer(i + 1);
        [copy[i], copy[j]] = [copy[j], copy[i]];
      }
      return copy;
    },
  };
}
