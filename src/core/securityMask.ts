/**
 * What a repair changed, per token of both sides: m⁻ [len y⁻] marks what it removed, m⁺ [len y⁺] what it
 * added, with the hunks behind them.
 */
import { diffUnits, type Hunk } from './diff.ts';
import type { TokenisedText } from './pair.ts';
import type { RunConfig } from './runConfig.ts';
import { unitsOf, type DiffLevel, type Unit } from './units.ts';

export type MaskSettings = Pick<RunConfig, 'diffLevel' | 'bridgeGaps'>;

/** One changed place of the pair. */
export interface MaskHunk {
  readonly operation: 'insert' | 'delete' | 'replace';
  /** Tokens of y⁻ and y⁺ that this hunk marks. */
  readonly vulnerableTokens: number;
  readonly secureTokens: number;
  /**
   * For a pure insertion, which removes nothing that could be marked: the first unit of y⁻ after the
   * place, and its first token. Null for other hunks and where nothing follows.
   */
  readonly anchor: { readonly unit: number; readonly token: number } | null;
}

/** One side of the pair. */
export interface MaskSide {
  readonly text: TokenisedText;
  readonly units: readonly Unit[];
  /** Why a unit is marked: its hunk, and whether it was only bridged. Null for unmarked units. */
  readonly marks: readonly (UnitMark | null)[];
  /** 1 where a token covers any marked character. [T] */
  readonly mask: readonly number[];
  /** Share of the token's visible characters that are marked, 0–1. [T] */
  readonly overlap: readonly number[];
  /** The hunk that marks most of the token, or null. [T] */
  readonly hunks: readonly (number | null)[];
}

export interface UnitMark {
  readonly hunk: number;
  /** Unchanged itself, marked for standing alone between two changed units. */
  readonly isBridged: boolean;
}

export interface SecurityMask {
  readonly diffLevel: DiffLevel;
  readonly vulnerable: MaskSide;
  readonly secure: MaskSide;
  /** In the order of the code. */
  readonly hunks: readonly MaskHunk[];
}

/**
 * The security mask of a repair pair: a minimal edit script over the units of diffLevel, projected on
 * the tokens. A token is marked when it covers any marked character (SVEN); how much of it is in
 * overlap. bridgeGaps also marks a single unmarked unit between two marked ones (SafeCoder).
 * Give both sides their end token where completions have one: a check appended at the very end then has
 * an anchor.
 * @param pair both sides of one pair, tokenised
 */
export function securityMask(
  pair: { readonly vulnerable: TokenisedText; readonly secure: TokenisedText },
  { diffLevel, bridgeGaps }: MaskSettings,
): SecurityMask {
  const vulnerableUnits = unitsOf(pair.vulnerable, diffLevel);
  const secureUnits = unitsOf(pair.secure, diffLevel);
  const { hunks } = diffUnits(sideOf(vulnerableUnits), sideOf(secureUnits));
  const removed = hunks.map((h) => ({ start: h.aStart, end: h.aEnd }));
  const added = hunks.map((h) => ({ start: h.bStart, end: h.bEnd }));
  const vulnerable = markSide(pair.vulnerable, vulnerableUnits, removed, bridgeGaps);
  const secure = markSide(pair.secure, secureUnits, added, bridgeGaps);
  const vulnerableTokens = tokensPerHunk(vulnerable, hunks.length);
  const secureTokens = tokensPerHunk(secure, hunks.length);
  return {
    diffLevel,
    vulnerable,
    secure,
    hunks: hunks.map((hunk, h) => ({
      operation: operationOf(hunk),
      vulnerableTokens: vulnerableTokens[h],
      secureTokens: secureTokens[h],
      anchor: anchorOf(hunk, vulnerableUnits),
    })),
  };
}

/** What diffUnits compares of a list of units. */
export function sideOf(units: readonly Unit[]) {
  return {
    keys: units.map((unit) => unit.key),
    beginsStatement: units.map((unit) => unit.beginsStatement),
  };
}

function operationOf(hunk: Hunk): MaskHunk['operation'] {
  if (hunk.aStart === hunk.aEnd) return 'insert';
  return hunk.bStart === hunk.bEnd ? 'delete' : 'replace';
}

function anchorOf(hunk: Hunk, units: readonly Unit[]): MaskHunk['anchor'] {
  if (hunk.aStart < hunk.aEnd || hunk.aStart >= units.length) return null;
  const first = units[hunk.aStart].tokens.at(0);
  return first ? { unit: hunk.aStart, token: first.token } : null;
}

function markSide(
  text: TokenisedText,
  units: readonly Unit[],
  ranges: readonly { start: number; end: number }[],
  bridgeGaps: boolean,
): MaskSide {
  const marks = new Array<UnitMark | null>(units.length).fill(null);
  ranges.forEach(({ start, end }, hunk) => marks.fill({ hunk, isBridged: false }, start, end));
  if (bridgeGaps) bridge(marks);
  return { text, units, marks, ...projectOnTokens(text.ids.length, units, marks) };
}

/** A bridged unit joins the hunk before it; bridging reads the changed units only, so it never spreads. */
function bridge(marks: (UnitMark | null)[]): void {
  const changed = [...marks];
  changed.forEach((mark, i) => {
    const before = changed[i - 1];
    if (!mark && before && changed[i + 1]) marks[i] = { hunk: before.hunk, isBridged: true };
  });
}

function projectOnTokens(
  length: number,
  units: readonly Unit[],
  marks: readonly (UnitMark | null)[],
): Pick<MaskSide, 'mask' | 'overlap' | 'hunks'> {
  const overlap = new Array<number>(length).fill(0);
  const hunks = new Array<number | null>(length).fill(null);
  const largest = new Array<number>(length).fill(0);
  units.forEach((unit, u) => {
    const mark = marks[u];
    if (!mark) return;
    for (const { token, share } of unit.tokens) {
      // Shares of one token add up to 1 but for rounding.
      overlap[token] = Math.min(1, overlap[token] + share);
      if (share <= largest[token]) continue;
      largest[token] = share;
      hunks[token] = mark.hunk;
    }
  });
  return { mask: overlap.map((o) => (o > 0 ? 1 : 0)), overlap, hunks };
}

/** Tokens whose larger part each hunk marks, so that no token counts in two hunks. */
function tokensPerHunk(side: MaskSide, count: number): number[] {
  const tokens = new Array<number>(count).fill(0);
  for (const hunk of side.hunks) if (hunk !== null) tokens[hunk] += 1;
  return tokens;
}
