/** Scores as JSON and as text. */
import type { Report, Score, Scores } from '../core/scores.ts';

/** Scores beside each other under their names: {prompts, "func@1": {share, low, high}, …}. */
export const flatScores = ({ prompts, rates }: Scores) => ({ prompts, ...rates });

export const flatReport = ({ all, byCwe }: Report) => ({
  all: flatScores(all),
  byCwe: Object.fromEntries(
    Object.entries(byCwe).map(([cwe, scores]) => [cwe, flatScores(scores)]),
  ),
});

/** For example "85 % (80–89)". */
export function formatScore({ share, low, high }: Score): string {
  const percent = (value: number) => Math.round(100 * value);
  return `${percent(share)} % (${percent(low)}–${percent(high)})`;
}
