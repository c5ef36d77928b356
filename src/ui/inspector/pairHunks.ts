/** The repair as hunks of text, for showing both sides of a pair. Pure. */
import { diffUnits } from '../../core/diff.ts';
import { lex } from '../../core/lexemes.ts';
import type { RepairPair, Span } from '../../core/pair.ts';
import { sideOf } from '../../core/securityMask.ts';
import { unitsOf } from '../../core/units.ts';

/** One side's units, and the characters that units [start, end) cover. */
function sideOfPair(text: string) {
  const lexemes = lex(text);
  // Lexeme units are the lexemes in order; without tokens they carry no coverage, which is not needed here.
  const units = unitsOf({ text, ids: [], spans: [] }, 'lexeme');
  const spanOf = (start: number, end: number): Span => {
    const from = start < lexemes.length ? lexemes[start].start : text.length;
    return { start: from, end: start === end ? from : lexemes[end - 1].end };
  };
  return { units, spanOf };
}

/** A piece of one side's text, inside a hunk or between hunks (null). */
export interface Piece {
  readonly text: string;
  readonly hunk: number | null;
}

function cut(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  spans.forEach(({ start, end }, hunk) => {
    if (start > at) pieces.push({ text: text.slice(at, start), hunk: null });
    if (end > start) pieces.push({ text: text.slice(start, end), hunk });
    at = Math.max(at, end);
  });
  return at < text.length ? [...pieces, { text: text.slice(at), hunk: null }] : pieces;
}

/** Both sides cut at the hunks of the lexeme diff, numbered as in the security mask. */
export function pairPieces(pair: RepairPair): { vulnerable: Piece[]; secure: Piece[] } {
  const [vulnerable, secure] = [sideOfPair(pair.vulnerable), sideOfPair(pair.secure)];
  const { hunks } = diffUnits(sideOf(vulnerable.units), sideOf(secure.units));
  return {
    vulnerable: cut(
      pair.vulnerable,
      hunks.map((hunk) => vulnerable.spanOf(hunk.aStart, hunk.aEnd)),
    ),
    secure: cut(
      pair.secure,
      hunks.map((hunk) => secure.spanOf(hunk.bStart, hunk.bEnd)),
    ),
  };
}
