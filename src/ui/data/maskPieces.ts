/** A side's text cut at its tokens, so that what the mask marks can be drawn behind it. Pure. */
import type { MaskToken } from '../../worker/dataContract.ts';

export interface MaskPiece {
  readonly text: string;
  /** 0 for unmarked text, and for text between tokens. */
  readonly overlap: number;
  readonly hunk: number | null;
  readonly isAnchor: boolean;
}

const plain = (text: string): MaskPiece => ({ text, overlap: 0, hunk: null, isAnchor: false });

/** Neighbours that look the same become one piece. */
function isAlike(a: MaskPiece, b: MaskPiece): boolean {
  return a.overlap === b.overlap && a.hunk === b.hunk && !a.isAnchor && !b.isAnchor;
}

/** @param anchors indices of tokens that stand for a missing insertion */
export function maskPieces(
  text: string,
  tokens: readonly MaskToken[],
  anchors: ReadonlySet<number>,
): MaskPiece[] {
  const pieces: MaskPiece[] = [];
  const add = (piece: MaskPiece) => {
    const last = pieces.at(-1);
    if (piece.text === '') return;
    if (last !== undefined && isAlike(last, piece)) {
      pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
    } else pieces.push(piece);
  };
  let at = 0;
  tokens.forEach(({ start, end, overlap, hunk }, t) => {
    // Tokens inside one character cover the same text: it is drawn once.
    if (end <= at && end > start) return;
    add(plain(text.slice(at, start)));
    add({ text: text.slice(Math.max(at, start), end), overlap, hunk, isAnchor: anchors.has(t) });
    at = Math.max(at, end);
  });
  add(plain(text.slice(at)));
  return pieces;
}
