/**
 * A tolerant lexer for C-like code, only as good as a diff needs: it never throws, loses no visible
 * character, and confusion ends at the line (at the end of the text inside a template or comment).
 *
 * White space between lexemes is folded away. A comment is one lexeme: it does nothing, and its prose
 * split into words would only offer false partners to real code.
 *
 * Strings, templates and regular expressions are split into their quotes, words and single marks. A repair
 * often changes three characters of a long SQL text; as one lexeme the whole text would be
 * marked and every unchanged word in it rewarded. White space inside them is content, so it is kept in
 * front of the next part, as byte-level BPE does. A part of a text never equals a piece of code: the
 * column `id` in a query is not the variable `id`.
 */

export type LexemeKind = 'identifier' | 'number' | 'operator' | 'comment' | 'quoted';

/** One lexeme and the UTF-16 code units [start, end) it covers; text is exactly that slice. */
export interface Lexeme {
  readonly kind: LexemeKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const space = /\s+/uy;
const comment = /\/\/[^\n\r]*|\/\*[^]*?(?:\*\/|$)/uy;
const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const number = /(?:\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?|\.\d+)[\p{ID_Continue}]*/uy;
const operator =
  />>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|->|::|\?\.|\?\?|&&|\|\||==|!=|<=|>=|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|\*\*|<<|>>|[^]/uy;
/** A part of a quoted text: an escape, a word or any single mark, with the white space before it. */
const quotedPart =
  /\s*(?:\\u\{[^}\n]{0,8}\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[^]|[\p{L}\p{N}_]+|\S)|\s+/uy;
/** The same, but ending at the line. */
const linePart =
  /[^\S\n\r]*(?:\\u\{[^}\n]{0,8}\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[^]|[\p{L}\p{N}_]+|\S)|[^\S\n\r]+/uy;
/** After one of these words a slash begins a regular expression, not a division. */
const beforeRegex = new Set(
  'return typeof case in of do else void delete throw new instanceof yield await'.split(' '),
);

/** Where the lexer is: in code (with the depth of its braces), or in a text that ends with `quote`. */
type Mode = { kind: 'code'; braces: number } | { kind: 'quoted'; quote: string; inClass: boolean };

/** Lexemes of a source text in order; the gaps between them are white space only. */
export function lex(source: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  const outermost: Mode = { kind: 'code', braces: 0 };
  const modes: Mode[] = [outermost];
  let at = 0;
  while (at < source.length) {
    const mode = modes.at(-1) ?? outermost;
    const next =
      mode.kind === 'code' ? lexCode(source, at, lexemes.at(-1)) : lexQuoted(source, at, mode);
    const end = at + next.text.length;
    // Empty: the line's end, which closes a string without a mark of its own.
    if (next.kind !== 'space' && end > at) {
      lexemes.push({ kind: next.kind, text: next.text, start: at, end });
    }
    updateModes(modes, mode, next);
    at = end;
  }
  return lexemes;
}

interface Piece {
  readonly kind: LexemeKind | 'space';
  readonly text: string;
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}

function lexCode(source: string, at: number, last: Lexeme | undefined): Piece {
  const blank = match(space, source, at);
  if (blank) return { kind: 'space', text: blank };
  const note = match(comment, source, at);
  if (note) return { kind: 'comment', text: note };
  const word = match(identifier, source, at);
  if (word) return { kind: 'identifier', text: word };
  const digits = match(number, source, at);
  if (digits) return { kind: 'number', text: digits };
  const first = source[at];
  if (first === '"' || first === "'" || first === '`') return { kind: 'quoted', text: first };
  if (first === '/' && canBeginRegex(source, at, last)) return { kind: 'quoted', text: first };
  return { kind: 'operator', text: match(operator, source, at) };
}

/** A slash after a value divides; a regular expression must also close on its line. */
function canBeginRegex(source: string, at: number, last: Lexeme | undefined): boolean {
  const isAfterValue =
    last !== undefined &&
    (last.kind === 'number' ||
      last.kind === 'quoted' ||
      (last.kind === 'identifier' && !beforeRegex.has(last.text)) ||
      /^[)\]}]$/u.test(last.text));
  if (isAfterValue) return false;
  const line = /[^\n\r]*/uy;
  return match(line, source, at + 1).includes('/');
}

function lexQuoted(source: string, at: number, mode: { quote: string }): Piece {
  if (mode.quote === '`') {
    if (source.startsWith('${', at)) return { kind: 'quoted', text: '${' };
    const part = match(quotedPart, source, at);
    const hole = part.length > 1 && part.trimStart() === '$' && source[at + part.length] === '{';
    return { kind: 'quoted', text: hole ? part + '{' : part };
  }
  return { kind: 'quoted', text: match(linePart, source, at) };
}

function updateModes(modes: Mode[], mode: Mode, piece: Piece): void {
  if (mode.kind === 'code') {
    if (piece.kind === 'quoted') modes.push({ kind: 'quoted', quote: piece.text, inClass: false });
    else if (piece.text === '{') mode.braces += 1;
    else if (piece.text === '}' && mode.braces > 0) mode.braces -= 1;
    else if (piece.text === '}' && modes.length > 1) modes.pop();
    return;
  }
  const mark = piece.text.trimStart();
  if (mode.quote === '`' && mark === '${') modes.push({ kind: 'code', braces: 0 });
  else if (mark === mode.quote && !mode.inClass) modes.pop();
  else if (piece.text === '') modes.pop();
  else if (mode.quote === '/' && (mark === '[' || mark === ']')) mode.inClass = mark === '[';
}
