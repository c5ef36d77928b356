/** A very small SQL: SELECT * FROM table WHERE conditions, enough to see whether text became a query. */
import type { Json } from '../../core/testCase.ts';

type Row = { readonly [column: string]: Json };
export type QueryResult =
  { readonly rows: Row[]; readonly tables: readonly string[] } | { readonly error: string };

type Lexeme =
  { kind: 'word' | 'sign'; text: string } | { kind: 'text' | 'number'; value: string | number };

const lexemePattern =
  /\s+|--[^\n]*|'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([a-z_]\w*)|(<>|!=|[=?*();,])/iy;

function lex(sql: string): Lexeme[] | null {
  const lexemes: Lexeme[] = [];
  const pattern = new RegExp(lexemePattern);
  while (pattern.lastIndex < sql.length) {
    const match = pattern.exec(sql);
    if (match === null) return null;
    const [, quoted, number, word, sign] = match;
    if (quoted !== undefined) lexemes.push({ kind: 'text', value: quoted.replaceAll("''", "'") });
    else if (number !== undefined) lexemes.push({ kind: 'number', value: Number(number) });
    else if (word !== undefined) lexemes.push({ kind: 'word', text: word.toLowerCase() });
    else if (sign !== undefined) lexemes.push({ kind: 'sign', text: sign });
  }
  return lexemes;
}

type Operand = (row: Row) => Json;
type Condition = (row: Row) => boolean;

class SyntaxProblem extends Error {}

class Parser {
  private position = 0;
  private placeholders = 0;
  constructor(
    private readonly lexemes: readonly Lexeme[],
    private readonly values: readonly Json[],
  ) {}

  /** Takes the next lexeme when it is this word or sign. */
  private accepts(text: string): boolean {
    const next = this.lexemes[this.position];
    const isIt = next !== undefined && 'text' in next && next.text === text;
    if (isIt) this.position++;
    return isIt;
  }
  private expects(text: string): void {
    if (!this.accepts(text)) throw new SyntaxProblem(`expected ${text}`);
  }
  private word(): string {
    const next = this.lexemes[this.position++];
    if (next?.kind !== 'word') throw new SyntaxProblem('expected a name');
    return next.text;
  }
  private operand(): Operand {
    const next = this.lexemes[this.position++];
    if (next === undefined) throw new SyntaxProblem('expected a value');
    if ('value' in next) return () => next.value;
    if (next.kind === 'word') return (row) => row[next.text] ?? null;
    if (next.text !== '?') throw new SyntaxProblem(`unexpected ${next.text}`);
    const value = this.values[this.placeholders++] ?? null;
    return () => value;
  }
  private comparison(): Condition {
    if (this.accepts('(')) {
      const inner = this.disjunction();
      this.expects(')');
      return inner;
    }
    const left = this.operand();
    if (this.accepts('=')) {
      const right = this.operand();
      return (row) => left(row) === right(row);
    }
    if (this.accepts('<>') || this.accepts('!=')) {
      const right = this.operand();
      return (row) => left(row) !== right(row);
    }
    return (row) => Boolean(left(row));
  }
  private conjunction(): Condition {
    let condition = this.comparison();
    while (this.accepts('and')) {
      const [left, right] = [condition, this.comparison()];
      condition = (row) => left(row) && right(row);
    }
    return condition;
  }
  private disjunction(): Condition {
    let condition = this.conjunction();
    while (this.accepts('or')) {
      const [left, right] = [condition, this.conjunction()];
      condition = (row) => left(row) || right(row);
    }
    return condition;
  }
  /** The whole query; anything after a semicolon is one more statement, which this database refuses. */
  select(): { table: string; condition: Condition } {
    this.expects('select');
    this.expects('*');
    this.expects('from');
    const table = this.word();
    const condition = this.accepts('where') ? this.disjunction() : () => true;
    this.accepts(';');
    if (this.position < this.lexemes.length) throw new SyntaxProblem('unexpected end of query');
    return { table, condition };
  }
}

/** Runs a query with the values of its ? placeholders against the rows that stand for every table. */
export function runQuery(sql: string, values: readonly Json[], rows: readonly Row[]): QueryResult {
  const lexemes = lex(sql);
  if (lexemes === null) return { error: 'SQL syntax error' };
  try {
    const { table, condition } = new Parser(lexemes, values).select();
    return { rows: rows.filter(condition), tables: [table] };
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return { error: `SQL syntax error: ${problem.message}` };
    throw problem;
  }
}
