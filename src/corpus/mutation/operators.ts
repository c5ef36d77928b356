/** All mutation operators in one list, and the mutants they make of one way of a family. */
import type { TestCase } from '../../core/testCase.ts';
import { mutateCalls, swapNames } from './calls.ts';
import { readCode, type Edit } from './codeNodes.ts';
import { decideChoices, mutateConditions, swapMarks } from './conditions.ts';
import { borrowWords, mutateEntries, mutateLiterals } from './literals.ts';
import { fallBack, repairSometimes, revertLines, revertPlaces } from './reverts.ts';
import { moveOut, moveStatements, weakenGuards } from './statements.ts';

export interface Sides {
  readonly vulnerable: string;
  readonly secure: string;
}

export interface MutationTarget extends Sides {
  /** Names of the function's parameters, in order. */
  readonly parameters: readonly string[];
  readonly cases: readonly TestCase[];
}

/**
 * Every mutant of the secure side, twins among them; not all parse.
 * @param family both sides of each way of the family, from which words are borrowed
 */
export function mutationsOf(target: MutationTarget, family: readonly Sides[]): Edit[] {
  const { vulnerable, secure, parameters } = target;
  const code = readCode(vulnerable, secure);
  const others = family.map((sides) => readCode(sides.secure, sides.vulnerable));
  return [
    ...revertPlaces(code),
    ...revertLines(vulnerable, secure),
    ...repairSometimes(vulnerable, secure, inputTests(target)),
    ...fallBack(vulnerable, secure),
    ...mutateConditions(code),
    ...decideChoices(code),
    ...swapMarks(code),
    ...mutateCalls(code),
    ...swapNames(code, parameters),
    ...moveStatements(code),
    ...moveOut(code),
    ...weakenGuards(code),
    ...mutateLiterals(code),
    ...mutateEntries(code, parameters),
    ...borrowWords(code, others),
  ];
}

/** Marks by which plain inputs of one kind fall into two. */
const marks = [/\d/, /\s/, /[A-Z]/, /[^\w\s]/];

/**
 * Tests that part the functional inputs, for each parameter whose values are all texts or all numbers: below and above
 * their middle, and with and without the first mark that some hold and some lack.
 */
function inputTests({ parameters, cases }: MutationTarget): string[] {
  return parameters.flatMap((name, i) => {
    const given = cases.flatMap(({ kind, args }) => {
      const arg = args.at(i);
      return kind === 'functional' && arg && 'value' in arg ? [arg.value] : [];
    });
    const numbers = given.filter((item) => typeof item === 'number');
    const texts = given.filter((item) => typeof item === 'string');
    if (given.length === 0 || Math.max(numbers.length, texts.length) < given.length) return [];
    if (texts.length === 0) return around(name, numbers);
    const sizes = texts.map(({ length }) => length);
    return [...around(`${name}.length`, sizes), ...withMark(name, texts)];
  });
}

function around(what: string, given: readonly number[]): string[] {
  const middle = [...given].sort((a, b) => a - b)[given.length >> 1];
  return [`${what} > ${middle}`, `${what} <= ${middle}`];
}

function withMark(name: string, texts: readonly string[]): string[] {
  const mark = marks.find((tried) => new Set(texts.map((text) => tried.test(text))).size === 2);
  return mark ? [`${mark}.test(${name})`, `!${mark}.test(${name})`] : [];
}
