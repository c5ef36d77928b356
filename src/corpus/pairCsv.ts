/**
 * Rows of a CSV file (RFC 4180) put together from its lines. papaparse reads the fields of a row; where a row
 * ends is found here, because one lost quote would make a parser take the rest of the file for one field.
 */
import Papa from 'papaparse';
import { tooLong, type Line } from './pairLines.ts';
import { RowError } from './pairRow.ts';

/** A row, or why there is none, with the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  /** The fields by the name of their column. */
  readonly value: Readonly<Record<string, string>> | RowError;
}

interface Header {
  readonly delimiter: string;
  readonly columns: readonly string[];
}

/** Rows that show how a file is written. */
const manyRows = 20;

/**
 * Puts lines together to rows. A row that fails costs only its first line; reading goes on at its second, so
 * that a row without its closing quote does not take the next ones with it.
 */
export class CsvRows {
  #header: Header | RowError | null = null;
  /** The lines of a row whose last field is not closed yet, and the sum of their lengths. */
  #open: Line[] = [];
  #openLength = 0;
  /** Lines still to be looked at, the first one last. */
  #ahead: Line[] = [];
  /** Lines one after the other that hold no row: one broken function would else give a hundred errors. */
  #damage: { readonly from: number; to: number; readonly error: RowError } | null = null;
  /** Rows so far, with quotes and without. */
  #quotedRows = 0;
  #plainRows = 0;
  #found: CsvRow[] = [];

  /**
   * @param neededColumns without which no row can be read
   * @param maxLength of one row, in characters
   */
  constructor(
    private readonly neededColumns: readonly string[],
    private readonly maxLength: number,
  ) {}

  /** @returns what this line completes */
  push(line: Line): CsvRow[] {
    this.#ahead.push(line);
    this.#takeAhead();
    return this.#takeFound();
  }

  /** @returns what is left at the end of the file */
  end(): CsvRow[] {
    while (this.#open.length > 0) {
      this.#giveUp(lostQuote());
      this.#takeAhead();
    }
    this.#tellDamage();
    return this.#takeFound();
  }

  #takeFound(): CsvRow[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #takeAhead(): void {
    for (let line = this.#ahead.pop(); line; line = this.#ahead.pop()) {
      if (this.#header === null) this.#takeHeader(line);
      // Without columns nothing that follows means anything.
      else if (!(this.#header instanceof RowError)) this.#take(line, this.#header);
    }
  }

  #takeHeader({ number, text }: Line): void {
    if (text === '' || text === '\r') return;
    this.#header =
      text instanceof RowError ? noHeader(text.message) : readHeader(text, this.neededColumns);
    if (this.#header instanceof RowError) this.#found.push({ line: number, value: this.#header });
  }

  #take(line: Line, header: Header): void {
    const { text } = line;
    const isFirst = this.#open.length === 0;
    if (isFirst && typeof text === 'string' && text.trim() === '') {
      // An empty line of a broken row is no gap between two of them.
      if (this.#damage?.to === line.number - 1) this.#damage.to = line.number;
      return;
    }
    this.#open.push(line);
    if (text instanceof RowError) return this.#giveUp(text);
    this.#openLength += text.length + 1;
    if (this.#openLength > this.maxLength) return this.#giveUp(tooLong(this.maxLength));
    const end = endOfLine(text, header.delimiter, !isFirst);
    if (end === 'inside a field') return;
    if (end === 'malformed') return this.#giveUp(lostQuote());
    const fields = readFields(this.#open.map((part) => part.text).join('\n'), header);
    if (fields instanceof RowError) return this.#giveUp(fields);
    if (this.#isLikelyRest(text, !isFirst, fields)) return this.#giveUp(lostQuote());
    this.#tellDamage();
    this.#found.push({ line: this.#open[0].number, value: fields });
    this.#close();
  }

  /**
   * Right after a broken row, a line of its code with the right number of commas, f(a, b, c, d, e), is no row
   * but looks like one. So a line without quotes is refused there when it is spaced like code, or when many rows
   * so far all had quotes.
   */
  #isLikelyRest(line: string, isSeveralLines: boolean, fields: Readonly<Record<string, string>>) {
    const hasQuotes = isSeveralLines || line.includes('"');
    const isAfterDamage = this.#damage?.to === this.#open[0].number - 1;
    const isUnusual = this.#quotedRows >= manyRows && this.#plainRows === 0;
    const isSpaced =
      /^\s/u.test(line) ||
      Object.values(fields)
        .slice(1)
        .every((f) => /^\s/u.test(f));
    if (isAfterDamage && !hasQuotes && (isUnusual || isSpaced)) return true;
    if (hasQuotes) this.#quotedRows += 1;
    else this.#plainRows += 1;
    return false;
  }

  /** The first line of the open row holds no row; the others are looked at again. */
  #giveUp(error: RowError): void {
    const [{ number }, ...rest] = this.#open;
    this.#close();
    for (const line of rest.reverse()) this.#ahead.push(line);
    if (this.#damage?.to === number - 1) this.#damage.to = number;
    else {
      this.#tellDamage();
      this.#damage = { from: number, to: number, error };
    }
  }

  #close(): void {
    this.#open = [];
    this.#openLength = 0;
  }

  #tellDamage(): void {
    if (!this.#damage) return;
    const { from, to, error } = this.#damage;
    const reach = to > from ? ` (nothing up to line ${to} is a row)` : '';
    this.#found.push({ line: from, value: new RowError(error.message + reach, error.advice) });
    this.#damage = null;
  }
}

const lostQuote = () =>
  new RowError(
    'a quote is missing or stands inside a field, so it is not known where the row ends',
    'Put a field with quotes, line breaks or separators in quotes, and double the quotes in it.',
  );

const noHeader = (reason: string) =>
  new RowError(
    `the first row does not name the columns (${reason}), so no row can be read`,
    'Begin the file with a row like prompt,vulnerable,secure,cwe,language.',
  );

function readHeader(line: string, needed: readonly string[]): Header | RowError {
  const { data, meta } = Papa.parse<string[]>(line.trim(), { delimitersToGuess: [',', ';', '\t'] });
  const columns = (data.at(0) ?? []).map((name) => name.trim().toLowerCase());
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) return noHeader(`${missing.join(' and ')} is missing`);
  const repeated = columns.find((name, i) => name !== '' && columns.indexOf(name) < i);
  if (repeated !== undefined) return noHeader(`${repeated} stands there twice`);
  return { delimiter: meta.delimiter, columns };
}

/**
 * Where the end of a line lies. Stricter than papaparse: a quote inside a field that is not quoted, or behind
 * one that is, is refused, for it is what a lost quote looks like.
 * @param isInside the line begins inside a quoted field
 */
function endOfLine(line: string, delimiter: string, isInside: boolean) {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  let isQuoted = isInside || text.startsWith('"');
  let at = isQuoted && !isInside ? 1 : 0;
  for (;;) {
    if (isQuoted) {
      const quote = closingQuote(text, at);
      if (quote < 0) return 'inside a field';
      at = quote + 1;
      if (at < text.length && text[at] !== delimiter) return 'malformed';
    } else {
      const found = text.indexOf(delimiter, at);
      const end = found < 0 ? text.length : found;
      if (text.slice(at, end).includes('"')) return 'malformed';
      at = end;
    }
    if (at === text.length) return 'complete';
    at += 1;
    isQuoted = text[at] === '"';
    if (isQuoted) at += 1;
  }
}

/** The first quote that is not doubled, or -1. */
function closingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote;
}

function readFields(row: string, { delimiter, columns }: Header) {
  const { data, errors } = Papa.parse<string[]>(row.replace(/\r$/u, ''), {
    delimiter,
    newline: '\n',
  });
  if (errors.length > 0) return lostQuote();
  const fields = data.at(0) ?? [];
  if (data.length !== 1 || fields.length !== columns.length) {
    return new RowError(
      `the row has ${fields.length} fields and the first row names ${columns.length}, so it is not known which is which`,
      'Give every row one field for each column, and put a field with separators in quotes.',
    );
  }
  return Object.fromEntries(columns.map((name, i) => [name, fields[i]]));
}
