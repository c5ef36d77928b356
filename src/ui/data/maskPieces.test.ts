import { expect, it } from 'vitest';
import { maskPieces } from './maskPieces.ts';

const token = (start: number, end: number, overlap = 0, hunk: number | null = null) => ({
  start,
  end,
  overlap,
  hunk,
});

it('gives the text back, marks alike joined, the anchor apart', () => {
  const text = 'if (x) y;';
  const pieces = maskPieces(
    text,
    [
      token(0, 2, 1, 0),
      token(2, 4, 1, 0),
      token(4, 6, 0.5, 0),
      token(6, 8),
      token(8, 9),
      token(9, 9),
    ],
    new Set([3]),
  );
  expect(pieces.map((piece) => piece.text)).toEqual(['if (', 'x)', ' y', ';']);
  expect(pieces.map((piece) => piece.overlap)).toEqual([1, 0.5, 0, 0]);
  expect(pieces.map((piece) => piece.isAnchor)).toEqual([false, false, true, false]);
});

it('draws a character that several tokens share once', () => {
  const pieces = maskPieces(
    'aéb',
    [token(0, 1), token(1, 2, 1, 0), token(1, 2, 1, 0), token(2, 3)],
    new Set(),
  );
  expect(pieces.map((piece) => piece.text).join('')).toBe('aéb');
});

it('keeps text that no token covers', () => {
  expect(maskPieces('abc', [], new Set()).map((piece) => piece.text)).toEqual(['abc']);
  expect(maskPieces('', [token(0, 0)], new Set())).toEqual([]);
});
