/** The units an edit script compares, and which tokens each of them covers. */
import type { UnitKey } from './diff.ts';
import { lex, type Lexeme } from './lexemes.ts';
import type { Span, TokenisedText } from './pair.ts';
import type { RunConfig } from './runConfig.ts';

export type DiffLevel = RunConfig['diffLevel'];
/** What a text can be cut into. */
export type UnitLevel = Exclude<DiffLevel, 'mix'>;

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
  /** Where it begins in the text, in UTF-16 code units. */
  readonly start: number;
  readonly beginsStatement: boolean;
  /** In order; empty only when no token covers the unit's characters. */
  readonly tokens: readonly CoveredToken[];
}

/** What diffUnits compares of a list of units. */
export function sideOf(units: readonly Unit[]) {
  return {
    keys: units.map((unit) => unit.key),
    beginsStatement: units.map((unit) => unit.beginsStatement),
  };
}

/** The level at which each side of a pair is marked. mix is SVEN's: the two sides are compared twice. */
export function sideLevels(level: DiffLevel): { vulnerable: UnitLevel; secure: UnitLevel } {
  if (level === 'mix') return { vulnerable: 'line', secure: 'char' };
  return { vulnerable: level, secure: level };
}

/**
 * Units of a text: its tokens, or its lexemes, lines or characters with the tokens that cover them. Tokens
 * of white space alone belong to no lexeme. An end token (last, with an empty span at the end of the
 * text) is a unit at every level, so that stopping is something a completion can be compared in.
 */
export function unitsOf(text: TokenisedText, level: UnitLevel): Unit[] {
  switch (level) {
    case 'token':
      return tokenUnits(text);
    case 'lexeme':
      return lexemeUnits(text);
    case 'line':
      return lineUnits(text);
    case 'char':
      return characterUnits(text);
  }
}

function tokenUnits({ text, ids, spans }: TokenisedText): Unit[] {
  return ids.map((id, token) => ({
    key: id,
    start: spans[token].start,
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
    start: lexeme.start,
    beginsStatement: beginsStatement(source.text, lexemes, i),
    tokens: parts[i].map(({ token, length, offset }) => ({
      token,
      share: length / (visible.get(token) ?? length),
      offset,
    })),
  }));
  return [...units, ...endUnit(source, (id) => `end:${id}`)];
}

/**
 * A line covers its line break, but is compared without it, so that the last line needs none. Indentation
 * counts. A line that only closes brackets begins no statement.
 */
function lineUnits(source: TokenisedText): Unit[] {
  const lines = source.text.matchAll(/[^\n]*\n|[^\n]+$/gu);
  const units = Array.from(lines, ({ 0: line, index: start }): Unit => ({
    key: `line:${line.replace(/\r?\n$/u, '')}`,
    start,
    beginsStatement: /^\s*[^\s)\]}]/u.test(line),
    tokens: tokensWithin({ start, end: start + line.length }, source),
  }));
  return [...units, ...endUnit(source, (id) => `end:${id}`)];
}

/**
 * White space counts here, unlike at level lexeme. A character is a Unicode code point, so that half a
 * surrogate pair is never marked; a line break begins a statement, as at level token. Keys are numbers,
 * which compare fastest, and below zero for the end token.
 */
function characterUnits(source: TokenisedText): Unit[] {
  const { text } = source;
  const units: Unit[] = [];
  for (let start = 0; start < text.length;) {
    const key = text.codePointAt(start) ?? 0;
    const end = start + (key > 0xffff ? 2 : 1);
    const tokens = tokensWithin({ start, end }, source);
    units.push({ key, start, beginsStatement: start === 0 || text[start] === '\n', tokens });
    start = end;
  }
  return [...units, ...endUnit(source, (id) => -1 - id)];
}

/** The tokens under a span, with the share of their characters in it. */
function tokensWithin(span: Span, source: TokenisedText): CoveredToken[] {
  return overlaps(span, source).map(({ token, length, offset }) => ({
    token,
    share: length / (source.spans[token].end - source.spans[token].start),
    offset,
  }));
}

/** The unit of the end token, if there is one: the last token, when it stands for no characters. */
function endUnit({ text, ids, spans }: TokenisedText, keyOf: (id: number) => UnitKey): Unit[] {
  const token = ids.length - 1;
  const isEnd =
    token >= 0 && spans[token].start === spans[token].end && spans[token].end >= text.length;
  if (!isEnd) return [];
  const tokens = [{ token, share: 1, offset: 0 }];
  return [{ key: keyOf(ids[token]), start: text.length, beginsStatement: false, tokens }];
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
