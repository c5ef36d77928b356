/** A repair as hunks of text, for showing both sides of a diff. Pure. */
import { changedPair, type ChangedPlace, type Range } from '../../core/changedPlaces.ts';
import type { Span, TokenisedText } from '../../core/pair.ts';
import type { Provenance } from '../../core/rollout.ts';
import type { DiffLevel, Unit } from '../../core/units.ts';

/** The two texts of a diff: those of a repair pair, or of two completions of a group. */
export interface DiffTexts {
  readonly vulnerable: string;
  readonly secure: string;
}

/** A piece of one side's text, inside a hunk or between hunks (null). Empty: the place of a pure insertion. */
export interface Piece {
  readonly text: string;
  readonly hunk: number | null;
}

/** Each UTF-16 code unit as a token of its own: then the tokens that a unit covers are its characters. */
function byCharacter(text: string): TokenisedText {
  const at = Array.from({ length: text.length }, (_, i) => i);
  return { text, ids: at, spans: at.map((i) => ({ start: i, end: i + 1 })) };
}

/** The text cut at the hunks' characters; a hunk without any there leaves an empty piece at its place. */
function cut(text: string, spans: readonly (Span & { readonly hunk: number })[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, hunk } of spans) {
    if (start > at) pieces.push({ text: text.slice(at, start), hunk: null });
    pieces.push({ text: text.slice(Math.max(at, start), end), hunk });
    at = Math.max(at, end);
  }
  return at < text.length ? [...pieces, { text: text.slice(at), hunk: null }] : pieces;
}

/** The characters that a range of units covers, from the first one's begin to the last one's last. */
function spanOf(units: readonly Unit[], { start, end }: Range): Span {
  const last = units[end - 1];
  return { start: units[start].start, end: (last.tokens.at(-1)?.token ?? last.start) + 1 };
}

/** Both sides cut at the hunks of their diff, numbered as in the security mask of that level. */
export function diffPieces(
  texts: DiffTexts,
  level: Exclude<DiffLevel, 'token'>,
): { vulnerable: Piece[]; secure: Piece[] } {
  const changed = changedPair(byCharacter(texts.vulnerable), byCharacter(texts.secure), level);
  const spans = (
    units: readonly Unit[],
    rangesOf: (place: ChangedPlace) => readonly Range[],
    emptyAt: (place: ChangedPlace) => number,
  ) =>
    changed.places.flatMap((place, hunk) => {
      const ranges = rangesOf(place);
      if (ranges.length === 0) return [{ start: emptyAt(place), end: emptyAt(place), hunk }];
      return ranges.map((range) => ({ ...spanOf(units, range), hunk }));
    });
  return {
    vulnerable: cut(
      texts.vulnerable,
      spans(
        changed.vulnerable,
        (place) => place.removed,
        (place) => place.at,
      ),
    ),
    secure: cut(
      texts.secure,
      spans(
        changed.secure,
        (place) => place.added,
        (place) => place.insertedAt,
      ),
    ),
  };
}

/**
 * At level token a hunk is a list of tokens, which only the trainer's tokenizer could find again: then the pieces are
 * the reference tokens that completion tokens point to, with the hunks that they name.
 */
export function referencePieces(
  texts: DiffTexts,
  provenance: readonly Pick<Provenance, 'hunk' | 'reference'>[],
): { vulnerable: Piece[]; secure: Piece[] } {
  const of = (side: keyof DiffTexts): Piece[] => {
    const text = texts[side];
    const hunkAt = new Map(
      provenance.flatMap(({ hunk, reference }) =>
        reference?.side === side
          ? [[reference.start, { hunk, end: reference.start + reference.text.length }] as const]
          : [],
      ),
    );
    const pieces: Piece[] = [];
    let at = 0;
    for (const [start, { hunk, end }] of [...hunkAt].sort(([a], [b]) => a - b)) {
      if (start > at) pieces.push({ text: text.slice(at, start), hunk: null });
      pieces.push({ text: text.slice(start, end), hunk });
      at = end;
    }
    return at < text.length ? [...pieces, { text: text.slice(at), hunk: null }] : pieces;
  };
  return { vulnerable: of('vulnerable'), secure: of('secure') };
}
