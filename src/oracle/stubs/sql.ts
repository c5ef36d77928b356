/**
 * A very small SQL, enough to see whether text became a query:
 * SELECT * FROM table [WHERE conditions] [ORDER BY keys] [LIMIT number], where a key may be a query in brackets.
 */
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
/** Below zero when the first row comes before the second. */
type Order = (a: Row, b: Row) => number;

function compare(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [first, second] = [a, b].map((one) =>
    typeof one === 'string' ? one : JSON.stringify(one),
  );
  return first < second ? -1 : Number(first > second);
}

class SyntaxProblem extends Error {}

class Parser {
  private position = 0;
  private placeholders = 0;
  /** Every table that the query reads. */
  readonly tables: string[] = [];
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
  /** One sort key. The value of a query in brackets is the same for all rows, so it only reads its table. */
  private sortKey(): Order {
    if (this.accepts('(')) {
      this.select();
      this.expects(')');
      return () => 0;
    }
    const name = this.word();
    const sign = this.accepts('desc') ? -1 : 1;
    if (sign === 1) this.accepts('asc');
    return (a, b) => sign * compare(a[name] ?? null, b[name] ?? null);
  }
  private order(): Order {
    this.expects('by');
    const keys = [this.sortKey()];
    while (this.accepts(',')) keys.push(this.sortKey());
    return (a, b) => keys.map((key) => key(a, b)).find((sign) => sign !== 0) ?? 0;
  }
  private limit(): number {
    const next = this.lexemes[this.position++];
    if (next?.kind !== 'number') throw new SyntaxProblem('expected a number');
    return Number(next.value);
  }
  /** Which rows the query gives; the table is added to the list. */
  private select(): (rows: readonly Row[]) => Row[] {
    this.expects('select');
    this.expects('*');
    this.expects('from');
    this.tables.push(this.word());
    const condition = this.accepts('where') ? this.disjunction() : () => true;
    const order = this.accepts('order') ? this.order() : () => 0;
    const most = this.accepts('limit') ? this.limit() : Infinity;
    return (rows) => rows.filter(condition).sort(order).slice(0, most);
  }
  /** The whole query; anything after a semicolon is one more statement, which this database refuses. */
  statement(): (rows: readonly Row[]) => Row[] {
    const select = this.select();
    this.accepts(';');
    if (this.position < this.lexemes.length) throw new SyntaxProblem('unexpected end of query');
    return select;
  }
}

/** Runs a query with the values of its ? placeholders against the rows that stand for every table. */
export function runQuery(sql: string, values: readonly Json[], rows: readonly Row[]): QueryResult {
  const lexemes = lex(sql);
  if (lexemes === null) return { error: 'SQL syntax error' };
  try {
    const parser = new Parser(lexemes, values);
    const select = parser.statement();
    return { rows: select(rows), tables: parser.tables };
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return { error: `SQL syntax error: ${problem.message}` };
    throw problem;
  }
}
