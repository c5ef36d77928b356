/** Code as the gates compare it: its lexemes without comments, and its comments. */
import { lex } from '../../core/lexemes.ts';
import type { TokenisedText } from '../../core/pair.ts';

/** Where # begins a comment; the lexer knows those of C-like languages only. */
const hashLanguages = new Set('py python rb ruby sh bash pl perl r yaml yml'.split(' '));

/** Strings first, so that a # in one is no comment. */
const hashParts = /("""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(#[^\n]*)/gu;
/** A text that is a whole statement: a description, which does nothing. */
const loneText = /^[ \t]*(?:[rubf]{0,2})("""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')[ \t]*$/gimu;

export interface CodeText {
  /** Without comments. */
  readonly code: string;
  /** A key for each lexeme of the code; a part of a text never equals code. */
  readonly keys: readonly string[];
  /** As written, in order. */
  readonly comments: readonly string[];
}

export function codeText(source: string, language: string): CodeText {
  const comments: string[] = [];
  const take = (comment: string) => {
    comments.push(comment);
    return ' ';
  };
  const code = hashLanguages.has(language.toLowerCase())
    ? withoutHash(source, take)
    : withoutSlashes(source, take);
  const keys = lex(code).map(({ kind, text }) =>
    kind === 'quoted' ? `quoted:${text}` : `code:${text}`,
  );
  return { code, keys, comments };
}

function withoutHash(source: string, take: (comment: string) => string): string {
  return source
    .replace(hashParts, (whole, _text, comment?: string) => (comment ? take(comment) : whole))
    .replace(loneText, take);
}

function withoutSlashes(source: string, take: (comment: string) => string): string {
  let code = '';
  let at = 0;
  for (const { kind, start, end, text } of lex(source)) {
    if (kind !== 'comment') continue;
    code += source.slice(at, start) + take(text);
    at = end;
  }
  return code + source.slice(at);
}

/** Each lexeme as a token of its own: a mask without any model's tokenizer. */
export function lexemesAsTokens(text: string): TokenisedText {
  const lexemes = lex(text);
  return {
    text,
    ids: lexemes.map((_, i) => i),
    spans: lexemes.map(({ start, end }) => ({ start, end })),
  };
}

const keywords = new Set(
  'if for while switch catch function return typeof sizeof with elif and or not in await new print def'.split(
    ' ',
  ),
);

/** Names that are followed by an opening bracket. */
export function callsIn({ keys }: CodeText): string[] {
  return keys.flatMap((key, i) => {
    const name = /^code:([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.exec(key)?.[1];
    const isCall = name !== undefined && keys[i + 1] === 'code:(' && !keywords.has(name);
    const isDeclared = /^code:(?:function|def|\*)$/u.test(keys[i - 1] ?? '');
    return isCall && !isDeclared ? [name] : [];
  });
}
