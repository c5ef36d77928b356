/** "Did you mean …?" for a mistyped word. */
import { diffUnits } from '../core/diff.ts';

/** Share of characters in common from which a word is taken for a slip of another. */
const close = 0.6;

/** " Did you mean x?" with the known word most like this one, or nothing when none is close. */
export function suggest(word: string, known: readonly string[]): string {
  const keys = [...word];
  const ranked = known
    .map((candidate) => {
      const others = [...candidate];
      const { matches } = diffUnits({ keys }, { keys: others });
      return { candidate, likeness: (2 * matches.length) / (keys.length + others.length) };
    })
    .sort((a, b) => b.likeness - a.likeness);
  const best = ranked.at(0);
  return best && best.likeness >= close ? ` Did you mean ${best.candidate}?` : '';
}
