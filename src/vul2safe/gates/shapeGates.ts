/** Gates that compare what both versions declare: syntax, names, parameters, bodies. */
import { lex } from '../../core/lexemes.ts';
import type { FunctionOutline, Outline } from '../../oracle/static/outline.ts';
import { passed, refused, type Seen } from './verdicts.ts';

/** Both versions; null where there is no grammar for the language. */
export type Outlines = { readonly before: Outline; readonly after: Outline } | null;

/** Errors are compared and not counted: two in five published C functions have some, for their macros. */
export function syntaxGate({ before, after }: NonNullable<Outlines>): Seen {
  return after.errors <= before.errors
    ? passed('It parses as well as before.')
    : refused(
        'does-not-parse',
        `Its syntax errors cover ${after.errors} characters; before it was ${before.errors}.`,
      );
}

const outermost = ({ functions }: Outline) =>
  functions.filter(
    (inner) => !functions.some((o) => o !== inner && o.start <= inner.start && o.end >= inner.end),
  );

const sameParameters = (a: FunctionOutline, b: FunctionOutline) => {
  const keysOf = ({ parameters }: FunctionOutline) =>
    lex(parameters)
      .map(({ text }) => text)
      .filter((text) => text !== '(' && text !== ')')
      .join(' ');
  return keysOf(a) === keysOf(b);
};

/** Every function must still be there, with its parameters. Helpers may be added. */
export function signatureGate({ before, after }: NonNullable<Outlines>): Seen {
  const wanted = outermost(before);
  for (const one of wanted) {
    const found = after.functions.filter(({ name }) => name === one.name);
    if (found.length === 0) return refused('renamed', `There is no function ${one.name} any more.`);
    if (!found.some((other) => sameParameters(one, other))) {
      return refused(
        'signature-changed',
        `${one.name} took ${one.parameters} and now takes ${found[0].parameters}.`,
      );
    }
  }
  return passed(
    wanted.length === 0 ? 'There is no function to keep.' : 'Names and parameters are kept.',
  );
}

/** A function that did something must still do something. */
export function trivialGate({ before, after }: NonNullable<Outlines>): Seen {
  const emptied = outermost(before).find(
    (one) =>
      !one.isTrivial && after.functions.some((other) => other.name === one.name && other.isTrivial),
  );
  return emptied === undefined
    ? passed('The function still does something.')
    : refused(
        'constant-return',
        `${emptied.name} only returns a constant, throws, or does nothing.`,
      );
}
