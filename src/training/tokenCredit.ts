/** Which tokens of a batch earn what, and why: mask, alignment, token rewards. */
import { alignCompletion, uncomparedProvenance } from '../core/alignment.ts';
import { nearestContrasts } from '../core/groupContrast.ts';
import { isFuncSec, type Outcome } from '../core/outcome.ts';
import type { TokenisedText } from '../core/pair.ts';
import type { Provenance, Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { securityMask, type SecurityMask } from '../core/securityMask.ts';
import { shuffleMarks } from '../core/shuffledMask.ts';
import { tokenRewards } from '../core/tokenRewards.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { SampledCompletion } from './sampling.ts';

/** Of one completion; [T]. */
export interface TokenCredit extends Pick<Rollout, 'comparedWith' | 'contrast'> {
  readonly provenance: Provenance[];
  readonly tokenRewards: number[];
}

type Sides = Parameters<typeof securityMask>[0];

/**
 * By pairSource, a completion is compared with
 * - reference: the repair pair of its task, where training may see it, else with nothing;
 * - group: the nearest completion of its group that the tests judge otherwise, where there is one, else
 *   with nothing;
 * - both: the pair; if that leaves no token secure or vulnerable, or training may not see it, the group.
 * So the tokens of one completion never mix two comparisons, and R⁻ is spread once.
 * @param completionMask [B,T]
 * @returns [B]
 */
export function creditTokens(
  rows: readonly SampledCompletion[],
  outcomes: readonly Outcome[],
  completionMask: readonly (readonly number[])[],
  tokenizer: Pick<Tokenizer, 'encode' | 'withSpans' | 'endToken'>,
  config: RunConfig,
): TokenCredit[] {
  const references = new Map<number, SecurityMask>();
  for (const { group, task } of rows) {
    if (config.pairSource === 'group' || !task.hasReference || references.has(group)) continue;
    const tokenise = (code: string): TokenisedText =>
      // With the end token, as completions have it.
      tokenizer.withSpans([...tokenizer.encode(code), tokenizer.endToken.id]);
    const { id, vulnerable, secure } = task.pair;
    const sides = { vulnerable: tokenise(vulnerable), secure: tokenise(secure) };
    references.set(group, maskOf(sides, id, config));
  }
  const contrasts = config.pairSource === 'reference' ? [] : contrastRows(rows, outcomes, config);
  return rows.map((row, b) => {
    const reference = references.get(row.group);
    const byPair =
      reference && credit(row, reference, completionMask[b], 'reference', null, config);
    const hasEvidence = byPair?.provenance.some(({ side }) => side !== 'neutral');
    const contrast = contrasts[b] ?? null;
    if (contrast === null || hasEvidence) return byPair ?? uncredited(row, completionMask[b]);
    const mask = contrastMask(row, contrast, isFuncSec(outcomes[b]), config);
    return credit(row, mask, completionMask[b], 'group', contrast, config);
  });
}

/** The completion that each is compared with, or null [B]. */
function contrastRows(
  rows: readonly SampledCompletion[],
  outcomes: readonly Outcome[],
  { diffLevel }: RunConfig,
): (SampledCompletion | null)[] {
  const found = new Array<SampledCompletion | null>(rows.length).fill(null);
  for (const group of new Set(rows.map((row) => row.group))) {
    const at = [...rows.keys()].filter((b) => rows[b].group === group);
    const members = at.map((b) => ({
      text: rows[b].text,
      isPassing: isFuncSec(outcomes[b]),
      isTruncated: rows[b].isTruncated,
    }));
    nearestContrasts(members, diffLevel).forEach((nearest, i) => {
      if (nearest !== null) found[at[i]] = rows[at[nearest]];
    });
  }
  return found;
}

/** The failing completion of the two is the vulnerable side, the passing one the secure side. */
function contrastMask(
  row: SampledCompletion,
  other: SampledCompletion,
  isPassing: boolean,
  config: RunConfig,
): SecurityMask {
  const [failing, passing] = isPassing ? [other, row] : [row, other];
  const id = `${row.task.pair.id}/${failing.index}/${passing.index}`;
  return maskOf({ vulnerable: failing.text, secure: passing.text }, id, config);
}

/** @param id names the pair; from it and the seed a shuffled mask is drawn */
function maskOf(sides: Sides, id: string, config: RunConfig): SecurityMask {
  const mask = securityMask(sides, config);
  if (!config.shuffleMask) return mask;
  return shuffleMarks(mask, createRandom(deriveSeed(config.seed, `shuffle-mask/${id}`, 0, 0)));
}

function credit(
  { text }: SampledCompletion,
  mask: SecurityMask,
  completionMask: readonly number[],
  comparedWith: 'reference' | 'group',
  contrast: SampledCompletion | null,
  config: RunConfig,
): TokenCredit {
  const { provenance } = alignCompletion(text, mask, completionMask, contrast?.index ?? null);
  return {
    provenance,
    tokenRewards: tokenRewards(provenance, mask.hunks, config),
    comparedWith,
    contrast: contrast && { index: contrast.index, text: contrast.text.text },
  };
}

function uncredited({ text }: SampledCompletion, completionMask: readonly number[]): TokenCredit {
  return {
    provenance: uncomparedProvenance(text.ids.length, completionMask),
    tokenRewards: text.ids.map(() => 0),
    comparedWith: null,
    contrast: null,
  };
}
