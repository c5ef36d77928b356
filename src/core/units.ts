/** The units an edit script compares, and which tokens each of them covers. */
import type { UnitKey } from './diff.ts';
import { lex, type Lexeme } from './lexemes.ts';
import type { Span, TokenisedText } from './pair.ts';
import type { RunConfig } from './runConfig.ts';

export type DiffLevel = RunConfig['diffLevel'];

/** A token that a unit covers wholly or in part. */
export interface CoveredToken {
  readonly token: number;
  /** Share of the token's characters (at level lexeme: of its visible ones) in this unit, in (0, 1]. */
  readonly share: number;
  /** Where the token's part begins, in UTF-16 code units from the start of the unit. */
  readonly offset: number;
}

/** One unit: equal keys match. */
export interface Unit {
  readonly key: UnitKey;
  readonly beginsStatement: boolean;
  /** In order; empty only when no token covers the unit's characters. */
  readonly tokens: readonly CoveredToken[];
}

/**
 * Units of a text: its tokens, or its lexemes or characters with the tokens that cover them. Tokens of
 * white space alone belong to no lexeme. An end token (last, with an empty span at the end of the text)
 * is a unit at every level, so that stopping is something a completion can be compared in.
 */
export function unitsOf(text: TokenisedText, level: DiffLevel): Unit[] {
  switch (level) {
    case 'token':
      return tokenUnits(text);
    case 'lexeme':
      return lexemeUnits(text);
    case 'char':
      return characterUnits(text);
  }
}

function tokenUnits({ text, ids, spans }: TokenisedText): Unit[] {
  return ids.map((id, token) => ({
    key: id,
    beginsStatement:
      token === 0 || /^\s*\n/u.test(text.slice(spans[token].start, spans[token].end)),
    tokens: [{ token, share: 1, offset: 0 }],
  }));
}

function lexemeUnits(source: TokenisedText): Unit[] {
  const lexemes = lex(source.text);
  const parts = lexemes.map((lexeme) => overlaps(lexeme, source));
  const visible = new Map<number, number>();
  for (const { token, length } of parts.flat()) {
    visible.set(token, (visible.get(token) ?? 0) + length);
  }
  const units = lexemes.map((lexeme, i): Unit => ({
    // A part of a quoted text never equals code of the same spelling.
    key: (lexeme.kind === 'quoted' ? 'quoted:' : 'code:') + lexeme.text,
    beginsStatement: beginsStatement(source.text, lexemes, i),
    tokens: parts[i].map(({ token, length, offset }) => ({
      token,
      share: length / (visible.get(token) ?? length),
      offset,
    })),
  }));
  const end = endToken(source);
  if (end === null) return units;
  const tokens = [{ token: end, share: 1, offset: 0 }];
  return [...units, { key: `end:${source.ids[end]}`, beginsStatement: false, tokens }];
}

/**
 * White space counts here, unlike at level lexeme. A character is a Unicode code point, so that half a
 * surrogate pair is never marked; a line break begins a statement, as at level token. Keys are numbers,
 * which compare fastest, and below zero for the end token.
 */
function characterUnits(source: TokenisedText): Unit[] {
  const { text, spans } = source;
  const units: Unit[] = [];
  for (let start = 0; start < text.length;) {
    const key = text.codePointAt(start) ?? 0;
    const end = start + (key > 0xffff ? 2 : 1);
    const tokens = overlaps({ start, end }, source).map(({ token, length, offset }) => ({
      token,
      share: length / (spans[token].end - spans[token].start),
      offset,
    }));
    units.push({ key, beginsStatement: start === 0 || text[start] === '\n', tokens });
    start = end;
  }
  const last = endToken(source);
  if (last !== null) {
    const tokens = [{ token: last, share: 1, offset: 0 }];
    units.push({ key: -1 - source.ids[last], beginsStatement: false, tokens });
  }
  return units;
}

/** Index of the end token, or null: the last token, when it stands for no characters. */
function endToken({ text, ids, spans }: TokenisedText): number | null {
  const last = ids.length - 1;
  const isEnd =
    last >= 0 && spans[last].start === spans[last].end && spans[last].end >= text.length;
  return isEnd ? last : null;
}

/** Tokens that share characters with a span; spans are in order, so the first is found by bisection. */
function overlaps({ start, end }: Span, { spans }: TokenisedText) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  const found: { token: number; length: number; offset: number }[] = [];
  for (let token = low; token < spans.length && spans[token].start < end; token += 1) {
    const from = Math.max(start, spans[token].start);
    const length = Math.min(end, spans[token].end) - from;
    if (length > 0) found.push({ token, length, offset: from - start });
  }
  return found;
}

function beginsStatement(text: string, lexemes: readonly Lexeme[], i: number): boolean {
  if (i === 0) return true;
  const before = lexemes[i - 1];
  if (before.kind !== 'quoted' && /^[;{}]$/u.test(before.text)) return true;
  return lexemes[i].kind !== 'quoted' && /[\n\r]/u.test(text.slice(before.end, lexemes[i].start));
}
