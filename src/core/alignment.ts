/**
 * From the mask of a pair to the tokens of a completion ŷ. ŷ is aligned to y⁺ and to y⁻ by minimal edit
 * scripts over the same units; partners of marked units are evidence, settled hunk by hunk.
 */
import { diffUnits, type EditScript } from './diff.ts';
import type { TokenisedText } from './pair.ts';
import type { Provenance } from './rollout.ts';
import type { MaskSide, SecurityMask } from './securityMask.ts';
import { sideOf, unitsOf, type CoveredToken, type Unit } from './units.ts';

type Side = 'secure' | 'vulnerable';

/** How one hunk of the pair was settled for one completion. */
export interface HunkSettlement {
  /** The side ŷ took; tie: both equally much; none: no trace of either. */
  readonly side: Side | 'tie' | 'none';
  /** Share of the hunk's changed tokens of y⁺ that ŷ has; of a pure deletion, the share that is gone. 0–1 */
  readonly secureShare: number;
  /** Share of the hunk's changed tokens of y⁻ that ŷ has; of a pure insertion, the share that is missing. */
  readonly vulnerableShare: number;
}

export interface CompletionAlignment {
  /** One entry per completion token [T]. */
  readonly provenance: Provenance[];
  /** One entry per hunk of the pair. */
  readonly settlements: HunkSettlement[];
}

/** A completion unit with the partner that makes it evidence. */
interface Evidence {
  readonly side: Side;
  readonly rule: 'matched' | 'anchor';
  readonly hunk: number;
  /** Index of the marked reference unit, and whether it was only bridged. */
  readonly reference: number;
  readonly isBridged: boolean;
  readonly unit: Unit;
}

/**
 * Aligns one completion with its pair.
 *
 * Evidence: a unit matched to a marked unit of y⁺ is secure, of y⁻ vulnerable. A pure insertion's anchor is
 * vulnerable when ŷ reaches it and wrote nothing extra on the way: its own units since the last unit
 * shared with y⁻ before the place are no more than the units of y⁻ they stand for. Something else written
 * there may be another repair; tests judge that, not the diff.
 *
 * Settlement: a hunk goes to the side of which ŷ has the larger share; evidence for the other side is
 * outvoted, and a tie earns nothing. The empty side of a pure insertion or deletion is the absence of
 * the other, so one bracket in common with a check that is not there earns nothing. Bridged units do not
 * vote. A token with winning evidence of both kinds, from different hunks, is a tie too.
 *
 * So ŷ = y⁺ has secure tokens exactly where m⁺ is 1 and no vulnerable ones, and ŷ = y⁻ vulnerable
 * ones exactly where m⁻ is 1 or an anchor stands and no secure ones.
 * @param completionMask [T]; tokens with 0 are outside the loss but still witness what was written
 * @param contrastIndex where the mask is not of the prompt's pair but of two completions of the group
 *   (groupContrast.ts): the index of the other one
 */
export function alignCompletion(
  completion: TokenisedText,
  mask: SecurityMask,
  completionMask?: readonly number[],
  contrastIndex: number | null = null,
): CompletionAlignment {
  const toSecure = compare(completion, mask.secure);
  const toVulnerable = compare(completion, mask.vulnerable);
  const evidence = [
    ...matchedEvidence('secure', toSecure, mask.secure),
    ...matchedEvidence('vulnerable', toVulnerable, mask.vulnerable),
    ...anchorEvidence(toVulnerable, mask),
  ];
  const settlements = mask.hunks.map((_, hunk) => settleHunk(hunk, evidence, mask));
  const byToken = evidenceByToken(evidence, completion.ids.length);
  const provenance = byToken.map((found, token) => {
    if (completionMask?.[token] === 0) return withoutEvidence('outside');
    if (found.length === 0) return withoutEvidence('unmarked');
    const source = contrastIndex === null ? ('reference' as const) : ('group' as const);
    return { ...explain(found, settlements, mask), source, contrastIndex };
  });
  return { provenance, settlements };
}

/** The completion in the units of one side, and how it becomes that side. */
interface Comparison {
  readonly units: readonly Unit[];
  readonly script: EditScript;
}

function compare(completion: TokenisedText, side: MaskSide): Comparison {
  const units = unitsOf(completion, side.level);
  return { units, script: diffUnits(sideOf(units), sideOf(side.units)) };
}

/** Provenance of every token of a completion that is compared with nothing [T]. */
export function uncomparedProvenance(
  length: number,
  completionMask?: readonly number[],
): Provenance[] {
  return Array.from({ length }, (_, token) =>
    withoutEvidence(completionMask?.[token] === 0 ? 'outside' : 'unmarked'),
  );
}

function matchedEvidence(
  side: Side,
  { units, script }: Comparison,
  reference: MaskSide,
): Evidence[] {
  return script.matches.flatMap(([own, other]): Evidence[] => {
    const mark = reference.marks[other];
    return mark ? [{ side, rule: 'matched', ...mark, reference: other, unit: units[own] }] : [];
  });
}

/** Anchors that ŷ passes with nothing written in the place of the insertion. */
function anchorEvidence({ units, script }: Comparison, { hunks }: SecurityMask): Evidence[] {
  return hunks.flatMap(({ anchor }, hunk): Evidence[] => {
    if (!anchor) return [];
    const match = script.matches.find(([, other]) => other === anchor.unit);
    if (!match) return [];
    const [own, other] = match;
    const before = script.matches.findLast(([, reference]) => reference < anchor.place);
    const [ownBefore, otherBefore] = before ?? [-1, -1];
    if (own - ownBefore > other - otherBefore) return [];
    // Only one token decided to go on without the insertion.
    const token = units[own].tokens.findLast(({ offset }) => offset <= anchor.offset);
    const unit = { ...units[own], tokens: token ? [token] : [] };
    return [{ side: 'vulnerable', rule: 'anchor', hunk, reference: other, isBridged: false, unit }];
  });
}

function settleHunk(
  hunk: number,
  evidence: readonly Evidence[],
  mask: SecurityMask,
): HunkSettlement {
  const own = evidence.filter((e) => e.hunk === hunk);
  const { operation } = mask.hunks[hunk];
  const secure = coveredShare(own, hunk, 'secure', mask.secure);
  const vulnerable = coveredShare(own, hunk, 'vulnerable', mask.vulnerable);
  const secureShare = operation === 'delete' ? 1 - vulnerable : secure;
  const vulnerableShare = operation === 'insert' ? 1 - secure : vulnerable;
  let side: HunkSettlement['side'] = 'tie';
  if (secureShare > vulnerableShare) side = 'secure';
  else if (vulnerableShare > secureShare) side = 'vulnerable';
  else if (secureShare === 0) side = 'none';
  return { side, secureShare, vulnerableShare };
}

/** Share of the changed tokens of one hunk and side that have a partner in ŷ; partial tokens count in part. */
function coveredShare(
  evidence: readonly Evidence[],
  hunk: number,
  side: Side,
  reference: MaskSide,
): number {
  const size = (unit: number) => reference.units[unit].tokens.reduce((sum, t) => sum + t.share, 0);
  let total = 0;
  reference.marks.forEach((mark, u) => {
    if (mark?.hunk === hunk && !mark.isBridged) total += size(u);
  });
  const covered = evidence
    .filter((e) => e.side === side && !e.isBridged)
    .reduce((sum, e) => sum + size(e.reference), 0);
  return total === 0 ? 0 : covered / total;
}

interface TokenEvidence {
  readonly evidence: Evidence;
  readonly covered: CoveredToken;
}

function evidenceByToken(evidence: readonly Evidence[], length: number): TokenEvidence[][] {
  const byToken = Array.from({ length }, (): TokenEvidence[] => []);
  for (const e of evidence) {
    for (const covered of e.unit.tokens) byToken[covered.token].push({ evidence: e, covered });
  }
  return byToken;
}

function withoutEvidence(rule: 'unmarked' | 'outside'): Provenance {
  return {
    side: 'neutral',
    rule,
    source: null,
    contrastIndex: null,
    hunk: null,
    operation: null,
    reference: null,
  };
}

/** A provenance but for what was compared. */
type Explanation = Omit<Provenance, 'source' | 'contrastIndex'>;

/** @param found at least one piece of evidence */
function explain(
  found: readonly TokenEvidence[],
  settlements: readonly HunkSettlement[],
  mask: SecurityMask,
): Explanation {
  const winning = found.filter((f) => settlements[f.evidence.hunk].side === f.evidence.side);
  const sides = new Set(winning.map((f) => f.evidence.side));
  if (sides.size === 1) {
    const main = largest(winning);
    return { ...describe(main, winning, mask), side: main.evidence.side, rule: main.evidence.rule };
  }
  const main = largest(winning.length > 0 ? winning : found);
  const opponent = settlements[main.evidence.hunk].side;
  const isOutvoted = winning.length === 0 && (opponent === 'secure' || opponent === 'vulnerable');
  return { ...describe(main, found, mask), side: 'neutral', rule: isOutvoted ? 'outvoted' : 'tie' };
}

/** The piece of evidence that covers most of the token; matches before anchors, then the first. */
function largest(found: readonly TokenEvidence[]): TokenEvidence {
  const weight = ({ evidence, covered }: TokenEvidence) =>
    evidence.rule === 'matched' ? 1 + covered.share : covered.share;
  return found.reduce((best, f) => (weight(f) > weight(best) ? f : best));
}

function describe(
  { evidence, covered }: TokenEvidence,
  found: readonly TokenEvidence[],
  mask: SecurityMask,
): Omit<Explanation, 'side' | 'rule'> {
  const { text, units } = mask[evidence.side];
  // The reference token under the same character of the unit.
  const index = (
    units[evidence.reference].tokens.findLast((t) => t.offset <= covered.offset) ??
    units[evidence.reference].tokens.at(0)
  )?.token;
  const overlap = found
    .filter((f) => f.evidence.side === evidence.side && f.evidence.rule === evidence.rule)
    .reduce((sum, f) => sum + f.covered.share, 0);
  return {
    hunk: evidence.hunk,
    operation: mask.hunks[evidence.hunk].operation,
    reference:
      index === undefined
        ? null
        : {
            side: evidence.side,
            index,
            start: text.spans[index].start,
            text: text.text.slice(text.spans[index].start, text.spans[index].end),
            overlap: Math.min(1, overlap),
          },
  };
}
