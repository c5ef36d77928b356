/** A family: one job with one weakness, the ways to write it, and the cases that tell the sides apart. */
import type { Argument, Expectation, Json, TestCase, World } from '../core/testCase.ts';

/** One drawn name per slot. */
export type Names<Slot extends string = string> = { readonly [K in Slot]: string };

/** One way of writing the job. Both sides share its style, so their difference is the repair alone. */
export interface Way<Slot extends string = string> {
  readonly id: string;
  // Methods, not function properties: they are compared bivariantly, so families with different
  // slots fit in one list. The names they are given always come from the family's own pools.
  /** Lines of the body with the weakness, without the closing brace and the outer indentation. */
  vulnerable(names: Names<Slot>): readonly string[];
  /** The same lines after the repair. */
  secure(names: Names<Slot>): readonly string[];
}

/** How much a repair changes: one call swapped, one check added, or a body of several lines restructured. */
export const levels = ['call', 'check', 'body'] as const;
export type Level = (typeof levels)[number];

/** One job with one weakness. */
export interface Family<Identifier extends string = string, Word extends string = string> {
  readonly id: string;
  /** For example "CWE-89". */
  readonly cwe: string;
  /** The weakness in a few words, for people; the model never sees it. */
  readonly title: string;
  readonly level: Level;
  /** Pools of function (slot fn) and parameter names. Each name belongs to one split alone. */
  readonly identifiers: { readonly [K in Identifier | 'fn']: readonly string[] };
  /** Pools of other words (tables, folders, …), which every split draws from. */
  readonly words: { readonly [K in Word]: readonly string[] };
  /** Parameters of the function, in order. */
  parameters(names: Names<Identifier | 'fn' | Word>): readonly string[];
  /** At least eight ways to ask for the job in one line, never mentioning its weakness. */
  phrasings(names: Names<Identifier | 'fn' | Word>): readonly string[];
  /** At least two that training may use. */
  readonly ways: readonly Way<Identifier | 'fn' | Word>[];
  /** At least four functional cases (both sides pass) and three exploit cases (only secure passes). */
  cases(names: Names<Identifier | 'fn' | Word>): readonly TestCase[];
}

/** Gives a family its checked type: every template may only use slots that have a pool. */
export function defineFamily<const Identifier extends string, const Word extends string>(
  family: Family<Identifier, Word>,
): Family<Identifier, Word> {
  return family;
}

/** A plain value as an argument. */
export const value = (json: Json): Argument => ({ value: json });

/** A recording object of the sandbox as an argument. */
export const stub = (name: Extract<Argument, { stub: string }>['stub']): Argument => ({
  stub: name,
});

/** A case that correct code passes whether it is secure or not. */
export function functional(
  name: string,
  args: readonly Argument[],
  expect: readonly Expectation[],
  world: World = {},
): TestCase {
  return { kind: 'functional', name, args: [...args], world, expect: [...expect] };
}

/** A case in which the weakness is tried; only the secure side passes. */
export function exploit(
  name: string,
  args: readonly Argument[],
  expect: readonly Expectation[],
  world: World = {},
): TestCase {
  return { ...functional(name, args, expect, world), kind: 'exploit' };
}

/** The lines with which both sides of a way begin, but never the whole of a side. */
export function openingLines(way: Way, names: Names): string[] {
  const [vulnerable, secure] = [way.vulnerable(names), way.secure(names)];
  const most = Math.min(vulnerable.length, secure.length) - 1;
  const differ = vulnerable.findIndex((line, i) => line !== secure[i]);
  return vulnerable.slice(0, Math.min(most, differ < 0 ? most : differ));
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}\n`).join('');

/** The prompt: one comment, the line that opens the function, and the first lines of its body, if any are given. */
export function writePrompt(
  family: Family,
  names: Names,
  phrasing: string,
  opening: readonly string[],
): string {
  const head = `function ${names['fn']}(${family.parameters(names).join(', ')}) {`;
  return `// ${phrasing}\n${head}\n${indented(opening)}`;
}

/** A completion: the indented lines and the closing brace. */
export const writeBody = (lines: readonly string[]): string => `${indented(lines)}}\n`;
