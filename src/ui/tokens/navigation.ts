/** Where each token stands on the page of code, and which token a key leads to. Pure. */
import type { Provenance } from '../../core/rollout.ts';

/** Line and column (UTF-16 units) at which each token starts [T]. */
export function placeTokens(tokens: readonly string[]): { line: number; column: number }[] {
  let line = 0;
  let column = 0;
  return tokens.map((token) => {
    const place = { line, column };
    const lastBreak = token.lastIndexOf('\n');
    line += token.split('\n').length - 1;
    column = lastBreak === -1 ? column + token.length : token.length - lastBreak - 1;
    return place;
  });
}

/** The token above (−1) or below (+1) that starts nearest to the same column; itself at the edge. */
export function verticalNeighbour(
  places: readonly { line: number; column: number }[],
  from: number,
  direction: 1 | -1,
): number {
  const here = places[from];
  if (here === undefined) return from;
  const lines = places.map((p) => p.line).filter((l) => (l - here.line) * direction > 0);
  if (lines.length === 0) return from;
  const target = direction === 1 ? Math.min(...lines) : Math.max(...lines);
  let nearest = from;
  let distance = Infinity;
  places.forEach((place, t) => {
    const gap = Math.abs(place.column - here.column);
    if (place.line === target && gap < distance) [nearest, distance] = [t, gap];
  });
  return nearest;
}

/** The next token in a direction that the token term moved; itself when there is none. */
export function nextRewarded(
  tokenAdvantages: readonly number[],
  from: number,
  direction: 1 | -1,
): number {
  for (let t = from + direction; t >= 0 && t < tokenAdvantages.length; t += direction) {
    if (tokenAdvantages[t] !== 0) return t;
  }
  return from;
}

/** The first token of the next hunk, or of the hunk before; itself when there is none. */
export function nextHunk(
  provenance: readonly Pick<Provenance, 'hunk'>[],
  from: number,
  direction: 1 | -1,
): number {
  const begins = (t: number) => {
    const hunk = provenance[t]?.hunk ?? null;
    return hunk !== null && hunk !== (provenance[t - 1]?.hunk ?? null);
  };
  for (let t = from + direction; t >= 0 && t < provenance.length; t += direction) {
    if (begins(t)) return t;
  }
  return from;
}

/** The first rewarded token that shows something, else the first rewarded one, else the first token. */
export function firstTelling(
  tokens: readonly string[],
  tokenAdvantages: readonly number[],
): number {
  const isRewarded = (t: number) => tokenAdvantages[t] !== 0;
  const visible = tokens.findIndex((token, t) => isRewarded(t) && token.trim() !== '');
  return Math.max(0, visible === -1 ? tokens.findIndex((_, t) => isRewarded(t)) : visible);
}
