/** How near a completion is to the repair of a pair: the outcome where no test can be run. */
import { diffUnits } from './diff.ts';
import { unitsOf } from './units.ts';

/** Only the lexemes count, not the layout. */
const lexemesOf = (code: string) =>
  unitsOf({ text: code, ids: [], spans: [] }, 'lexeme').map(({ key }) => key);

type Lexemes = ReturnType<typeof lexemesOf>;

/** Length of the longest common subsequence: the matches of a minimal edit script. */
const common = (a: Lexemes, b: Lexemes) => diffUnits({ keys: a }, { keys: b }).matches.length;

/** Lexemes taken out and put in by a minimal edit script. A metric, so the triangle inequality holds. */
const distance = (a: Lexemes, b: Lexemes) => a.length + b.length - 2 * common(a, b);

/**
 * similarity = side · nearness², in 0–1, with d the length of a minimal edit script over lexemes, c the
 * completion, s the repair and v the vulnerable code:
 * side     = (d(c,v) − d(c,s) + d(v,s)) / (2 · d(v,s))   1 for s, 0 for v, ½ for what is as far from both
 * nearness = 2 · common(c,s) / (|c| + |s|)               1 for s; little for other code, which shares marks only
 * So the repair has 1, the vulnerable code 0, half a repair about ½, and unrelated code next to 0: the square
 * holds down what brackets and semicolons alone have in common.
 * Where both sides have the same lexemes there is no side, and it is nearness².
 */
export function similarityToRepair(
  completion: string,
  pair: { readonly vulnerable: string; readonly secure: string },
): number {
  const [c, v, s] = [completion, pair.vulnerable, pair.secure].map(lexemesOf);
  const toSecure = distance(c, s);
  const apart = distance(v, s);
  const side = apart === 0 ? 1 : (distance(c, v) - toSecure + apart) / (2 * apart);
  const total = c.length + s.length;
  const nearness = total === 0 ? 1 : (total - toSecure) / total;
  return side * nearness ** 2;
}
