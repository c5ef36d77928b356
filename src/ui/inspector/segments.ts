/** One side of the diff, cut so that each stretch knows its hunk and the completion tokens that matched it. Pure. */
import type { Provenance } from '../../core/rollout.ts';
import type { Piece } from './pairHunks.ts';

export type Side = 'secure' | 'vulnerable';
type Source = Provenance['source'];

export interface Segment {
  readonly text: string;
  /** The hunk it belongs to, or null between hunks. */
  readonly hunk: number | null;
  /** Where the reference token that covers it begins, or null where no completion token points to one. */
  readonly reference: number | null;
  /** The completion tokens that matched that reference token; in a hunk without one, none. */
  readonly tokens: readonly number[];
}

interface Reference {
  readonly start: number;
  readonly end: number;
  readonly tokens: number[];
}

/** The reference tokens of one side that completion tokens point to, in order. */
function referencesOf(provenance: readonly Provenance[], side: Side, source: Source): Reference[] {
  const byStart = new Map<number, Reference>();
  provenance.forEach((p, token) => {
    if (p.reference?.side !== side || p.source !== source) return;
    const { start, text } = p.reference;
    const known = byStart.get(start);
    if (known) known.tokens.push(token);
    else byStart.set(start, { start, end: start + text.length, tokens: [token] });
  });
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

/** Cuts a side's pieces at its matched reference tokens. Pieces without text, which mark a place, stay whole. */
export function sideSegments(
  pieces: readonly Piece[],
  provenance: readonly Provenance[],
  side: Side,
  source: Source,
): Segment[] {
  const references = referencesOf(provenance, side, source);
  let at = 0;
  return pieces.flatMap(({ text, hunk }): Segment[] => {
    const [start, end] = [at, at + text.length];
    at = end;
    if (text === '') return [{ text, hunk, reference: null, tokens: [] }];
    const inside = references.flatMap((r) => [r.start, r.end]).filter((c) => c > start && c < end);
    const cuts = [...new Set([start, ...inside, end])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((from, i) => {
      const covering = references.find((r) => r.start <= from && r.end > from);
      return {
        text: text.slice(from - start, cuts[i + 1] - start),
        hunk,
        reference: covering?.start ?? null,
        tokens: covering?.tokens ?? [],
      };
    });
  });
}

/** Completion tokens with the same cause as token i: those of its hunk, from the same source. */
export function tokensLikeIt(provenance: readonly Provenance[], i: number): number[] {
  const own = provenance[i];
  if (own === undefined || own.hunk === null) return [];
  return provenance.flatMap((p, token) =>
    p.hunk === own.hunk && p.source === own.source ? [token] : [],
  );
}
