/**
 * What a repair changed, per token of both sides: m⁻ [len y⁻] marks what it removed, m⁺ [len y⁺] what it
 * added, with the hunks behind them.
 */
import { changedPair, type ChangedPlace, type Range } from './changedPlaces.ts';
import type { TokenisedText } from './pair.ts';
import type { RunConfig } from './runConfig.ts';
import { sideLevels, type DiffLevel, type Unit, type UnitLevel } from './units.ts';

export type MaskSettings = Pick<RunConfig, 'diffLevel' | 'bridgeGaps' | 'insertionAnchors'>;

/** One changed place of the pair. */
export interface MaskHunk {
  readonly operation: 'insert' | 'delete' | 'replace';
  /** Tokens of y⁻ and y⁺ that this hunk marks. */
  readonly vulnerableTokens: number;
  readonly secureTokens: number;
  /** Of a pure insertion, which removes nothing that could be marked. Else null. */
  readonly anchor: Anchor | null;
}

/**
 * Where y⁻ shows that an insertion is missing: its first token after the place that y⁺ does not have there too.
 * After `if (`, with which the inserted check and the next statement both begin, that is what follows it.
 */
export interface Anchor {
  readonly token: number;
  /** The unit of y⁻ that the token is taken from, and where the token's part begins in it. */
  readonly unit: number;
  readonly offset: number;
  /** First unit of y⁻ after the place; at most `unit`. */
  readonly place: number;
}

/** One side of the pair. */
export interface MaskSide {
  readonly text: TokenisedText;
  /** What its units are, and what a completion is cut into to be compared with it. */
  readonly level: UnitLevel;
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
  /** Unchanged itself, marked because a token under it stands alone between two marked ones. */
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
 * overlap. bridgeGaps also marks a single unmarked token between two marked ones (SafeCoder); tokens of
 * white space alone, which no lexeme has, do not count as between.
 * Give both sides their end token where completions have one: a check appended at the very end then has
 * an anchor.
 * @param pair both sides of one pair, tokenised
 */
export function securityMask(
  pair: { readonly vulnerable: TokenisedText; readonly secure: TokenisedText },
  { diffLevel, bridgeGaps, insertionAnchors }: MaskSettings,
): SecurityMask {
  const levels = sideLevels(diffLevel);
  const changed = changedPair(pair.vulnerable, pair.secure, diffLevel);
  const { places } = changed;
  const side = (of: 'vulnerable' | 'secure', ranges: readonly (readonly Range[])[]) =>
    markSide({ text: pair[of], level: levels[of], units: changed[of] }, ranges, bridgeGaps);
  const vulnerable = side(
    'vulnerable',
    places.map((place) => place.removed),
  );
  const secure = side(
    'secure',
    places.map((place) => place.added),
  );
  const vulnerableTokens = tokensPerHunk(vulnerable, places.length);
  const secureTokens = tokensPerHunk(secure, places.length);
  return {
    diffLevel,
    vulnerable,
    secure,
    hunks: places.map((place, h) => ({
      operation: operationOf(place),
      vulnerableTokens: vulnerableTokens[h],
      secureTokens: secureTokens[h],
      anchor: insertionAnchors ? anchorOf(place, vulnerable, pair.secure.text) : null,
    })),
  };
}

function operationOf({ removed, added }: ChangedPlace): MaskHunk['operation'] {
  if (removed.length === 0) return 'insert';
  return added.length === 0 ? 'delete' : 'replace';
}

function anchorOf(place: ChangedPlace, side: MaskSide, secure: string): Anchor | null {
  if (place.removed.length > 0) return null;
  const { text, units, marks } = side;
  const shared = commonPrefix(text.text.slice(place.at), secure.slice(place.insertedAt));
  const decision = place.at + shared;
  for (let unit = place.unit; unit < units.length && !marks[unit]; unit += 1) {
    const covered = units[unit].tokens.find(({ token }) => {
      const { start, end } = text.spans[token];
      // The end token stands for no characters, and comes after all of them.
      return end > decision || start === end;
    });
    if (covered) return { token: covered.token, unit, offset: covered.offset, place: place.unit };
  }
  return null;
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function markSide(
  side: Pick<MaskSide, 'text' | 'level' | 'units'>,
  ranges: readonly (readonly Range[])[],
  bridgeGaps: boolean,
): MaskSide {
  const { text, units } = side;
  const marks = new Array<UnitMark | null>(units.length).fill(null);
  ranges.forEach((parts, hunk) => {
    for (const { start, end } of parts) marks.fill({ hunk, isBridged: false }, start, end);
  });
  const changed = projectOnTokens(text.ids.length, units, marks);
  if (!bridgeGaps) return { ...side, marks, ...changed };
  bridge(marks, units, changed);
  return { ...side, marks, ...projectOnTokens(text.ids.length, units, marks) };
}

type TokenMarks = Pick<MaskSide, 'mask' | 'overlap' | 'hunks'>;

/** A bridged token joins the hunk before it; bridging reads the changed tokens only, so it never spreads. */
function bridge(
  marks: (UnitMark | null)[],
  units: readonly Unit[],
  { mask, hunks }: TokenMarks,
): void {
  const covered = [...new Set(units.flatMap(({ tokens }) => tokens.map(({ token }) => token)))];
  const bridged = new Map<number, number>();
  covered.forEach((token, i) => {
    const before = i > 0 ? hunks[covered[i - 1]] : null;
    const isMarkedAfter = i + 1 < covered.length && mask[covered[i + 1]] === 1;
    if (mask[token] === 0 && before !== null && isMarkedAfter) bridged.set(token, before);
  });
  units.forEach(({ tokens }, u) => {
    for (const { token } of tokens) {
      const hunk = bridged.get(token);
      if (hunk !== undefined) marks[u] ??= { hunk, isBridged: true };
    }
  });
}

function projectOnTokens(
  length: number,
  units: readonly Unit[],
  marks: readonly (UnitMark | null)[],
): TokenMarks {
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
