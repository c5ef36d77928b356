/** The secure side of a pair as mutation sees it: lexemes joined to whole literals, brackets paired, and what the repair added. */
import { diffUnits } from '../../core/diff.ts';
import { lex, type Lexeme } from '../../core/lexemes.ts';
import { sideOf, unitsOf } from '../../core/units.ts';

export interface CodeNode {
  /** template: a piece of a template up to its end or to a hole. */
  readonly kind: 'name' | 'number' | 'mark' | 'string' | 'regex' | 'template';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The repair added at least a part of it. */
  readonly isAdded: boolean;
  /** Index of the other bracket of the pair, or -1. */
  readonly partner: number;
}

/** One changed place: characters [start, end) of the secure side, and what stood there before. */
export interface ChangedPlace {
  readonly start: number;
  readonly end: number;
  readonly before: string;
}

export interface Code {
  readonly text: string;
  readonly nodes: readonly CodeNode[];
  readonly changes: readonly ChangedPlace[];
}

/** One changed program and the operator that made it. */
export interface Edit {
  readonly operator: string;
  readonly text: string;
}

/** Nodes and changed places of the secure side; the hunks are those of the security mask at level lexeme. */
export function readCode(vulnerable: string, secure: string): Code {
  const [before, after] = [lex(vulnerable), lex(secure)];
  const unitsIn = (text: string) => sideOf(unitsOf({ text, ids: [], spans: [] }, 'lexeme'));
  const { hunks } = diffUnits(unitsIn(vulnerable), unitsIn(secure));
  const added = new Set<number>();
  const changes = hunks.map(({ aStart, aEnd, bStart, bEnd }) => {
    for (let i = bStart; i < bEnd; i++) added.add(i);
    const start = after.at(bStart)?.start ?? secure.length;
    const from = before.at(aStart)?.start ?? vulnerable.length;
    // Up to the next lexeme, with the white space before it, so that what is put back parses as it did.
    return {
      start,
      end: after.at(bEnd)?.start ?? secure.length,
      before: vulnerable.slice(from, before.at(aEnd)?.start ?? vulnerable.length),
    };
  });
  return { text: secure, nodes: pairBrackets(joinLiterals(secure, after, added)), changes };
}

/** The text with characters [start, end) replaced. */
export const splice = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

/** Whether the repair added any of the nodes from … to, both included. */
export const isAddedWithin = ({ nodes }: Code, from: number, to: number): boolean =>
  nodes.slice(from, to + 1).some(({ isAdded }) => isAdded);

/** Characters from the start of one node to the end of another. */
export const textBetween = ({ text, nodes }: Code, from: number, to: number): string =>
  from > to ? '' : text.slice(nodes[from].start, nodes[to].end);

/** Ranges [first, last] of nodes between two brackets, split at this mark outside of inner brackets. */
export function splitAt(
  { nodes }: Code,
  from: number,
  to: number,
  mark: string,
): [first: number, last: number][] {
  const parts: [number, number][] = [];
  let first = from;
  for (let i = from; i <= to; i++) {
    if (nodes[i].text === mark) {
      parts.push([first, i - 1]);
      first = i + 1;
    }
    if (nodes[i].partner > i) i = nodes[i].partner;
  }
  if (first <= to) parts.push([first, to]);
  return parts;
}

type Unpaired = Omit<CodeNode, 'partner'>;
const quotes = new Map<string, CodeNode['kind']>([
  ['"', 'string'],
  ["'", 'string'],
  ['/', 'regex'],
  ['`', 'template'],
]);

function joinLiterals(
  source: string,
  lexemes: readonly Lexeme[],
  added: ReadonlySet<number>,
): Unpaired[] {
  const nodes: Unpaired[] = [];
  let i = 0;
  while (i < lexemes.length) {
    const first = lexemes[i];
    const last = first.kind === 'quoted' ? endOfLiteral(lexemes, i) : i;
    let isAdded = false;
    for (let k = i; k <= last; k++) isAdded ||= added.has(k);
    const { start } = first;
    const { end } = lexemes[last];
    nodes.push({ kind: kindOf(first), text: source.slice(start, end), start, end, isAdded });
    i = last + 1;
  }
  return nodes.filter(({ text }) => !/^\/[/*]/.test(text));
}

function kindOf({ kind, text }: Lexeme): CodeNode['kind'] {
  if (kind === 'identifier') return 'name';
  if (kind === 'number') return 'number';
  return kind === 'quoted' ? (quotes.get(text) ?? 'template') : 'mark';
}

/** Index of the lexeme that ends the literal (with the flags of a regular expression) or opens a hole in it. */
function endOfLiteral(lexemes: readonly Lexeme[], from: number): number {
  const before = from > 0 ? lexemes[from - 1] : undefined;
  // White space in a template belongs to its parts, so nothing stands between a hole and the next part.
  const isAfterHole = before?.text === '}' && before.end === lexemes[from].start;
  const quote = isAfterHole ? '`' : lexemes[from].text;
  let isInClass = false;
  for (let i = isAfterHole ? from : from + 1; i < lexemes.length; i++) {
    const { kind, text, end } = lexemes[i];
    if (kind !== 'quoted') return i - 1;
    const mark = text.trimStart();
    if (quote === '`' && mark.endsWith('${')) return i;
    if (quote === '/' && (mark === '[' || mark === ']')) isInClass = mark === '[';
    if (mark !== quote || isInClass) continue;
    const next = lexemes.at(i + 1);
    return quote === '/' && next?.kind === 'identifier' && next.start === end ? i + 1 : i;
  }
  return lexemes.length - 1;
}

function pairBrackets(nodes: readonly Unpaired[]): CodeNode[] {
  const partners = new Array<number>(nodes.length).fill(-1);
  const open: number[] = [];
  nodes.forEach(({ kind, text }, i) => {
    const isHole = kind === 'template' && text.endsWith('${');
    if (isHole || (kind === 'mark' && /^[([{]$/.test(text))) open.push(i);
    else if (kind === 'mark' && /^[)\]}]$/.test(text)) {
      const from = open.pop();
      if (from === undefined) return;
      partners[from] = i;
      partners[i] = from;
    }
  });
  return nodes.map((node, i) => ({ ...node, partner: partners[i] }));
}
