/**
 * The mutation test of the oracle: would the cases of a family notice a repair that is spoilt?
 *
 * A mutant is the secure side of a way after one general change of what the repair added (src/corpus/mutation). Many
 * mutants are as good as the repair, so which of them reopen the hole is decided without the verdict of any case: by
 * what is seen when programs run on probes, which are the inputs of the cases and many more made from them
 * (src/corpus/mutation/probes.ts). What a call shows is split into facts: its value, that it throws, each effect, each
 * changed prototype. A fact speaks of the hole at a probe when a vulnerable side of the family shows it there and no
 * secure side of any way does. A mutant reopens the hole when it shows such a fact at some probe, or a number at least as
 * far from the secure ones as the vulnerable one's. Where the hole is that something is left out (a steady comparison), it
 * must show exactly what a vulnerable side does. It is caught when a case fails. So a mutant that only does the job worse,
 * or writes the repair otherwise, does not count; nor does one that opens the hole where no probe looks, which is counted
 * as not shown. The vulnerable sides themselves do not count either: the corpus check has seen to them.
 */
import { lex } from '../core/lexemes.ts';
import { isFunctional } from '../core/outcome.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import type { Judge } from './check.ts';
import type { Family, Names } from './family.ts';
import type { Edit } from './mutation/codeNodes.ts';
import { findHoles, findWitness, type Observe, type Witness } from './mutation/holes.ts';
import { mutationsOf } from './mutation/operators.ts';
import { drawNames, writeTask, type Task } from './tasks.ts';

export interface MutationRunner {
  readonly judge: Judge;
  readonly observe: Observe;
}

export interface MutantReport {
  readonly family: string;
  readonly cwe: string;
  /** That parse, no two alike. */
  readonly mutants: number;
  /** Of the mutants. */
  readonly reopening: number;
  /** Of the reopening ones: a functional or exploit case fails. */
  readonly caught: number;
  /** caught / reopening; 0 when there are none. */
  readonly rate: number;
  /** Reopening mutants that still do the whole job: no functional case can catch them. */
  readonly working: number;
  /** Mutants that pass every functional case and are not shown to reopen the hole. */
  readonly notShown: number;
  readonly escaped: readonly Escape[];
}

export interface Escape {
  readonly way: string;
  readonly operator: string;
  readonly code: string;
  readonly witness: Witness;
}

/** Fewer reopening mutants than this say nothing of a family. */
export const fewestReopening = 10;
/** Share of the reopening mutants that must be caught, over all families. */
export const leastRate = 0.95;

/**
 * Tests one family with one draw of names.
 * @param mostPerWay mutants of a way that are run at most, drawn with all operators in turn; all when left out
 */
export async function testMutants(
  family: Family,
  runner: MutationRunner,
  mostPerWay = Infinity,
): Promise<MutantReport> {
  const random = createRandom(deriveSeed(0, `corpus/mutants/${family.id}`, 0, 0));
  const names = drawNames(family, 'train', random);
  const tasks = tasksOf(family, names);
  const { functionName, cases } = tasks[0].tests;
  const programs = {
    functionName,
    secure: tasks.map(({ prompt, pair }) => prompt + pair.secure),
    vulnerable: tasks.map(({ prompt, pair }) => prompt + pair.vulnerable),
  };
  const holes = await findHoles(programs, cases, runner.observe);
  const count = { mutants: 0, reopening: 0, caught: 0, working: 0, notShown: 0 };
  const escaped: Escape[] = [];
  for (const { way, task, edit } of editsOf(family, names, tasks, mostPerWay)) {
    const [outcome] = await runner.judge([
      { prompt: task.prompt, completion: edit.text, tests: task.tests },
    ]);
    if (!outcome.parses) continue;
    count.mutants += 1;
    const isWorking = isFunctional(outcome);
    const program = task.prompt + edit.text;
    const witness = await findWitness(program, functionName, holes, isWorking, runner.observe);
    if (witness === null) {
      if (isWorking) count.notShown += 1;
      continue;
    }
    count.reopening += 1;
    if (isWorking) count.working += 1;
    if (outcome.cases.some(({ passed }) => !passed)) count.caught += 1;
    else escaped.push({ way, operator: edit.operator, code: edit.text, witness });
  }
  const rate = count.reopening === 0 ? 0 : count.caught / count.reopening;
  return { family: family.id, cwe: family.cwe, ...count, rate, escaped };
}

/** One task of each way, all with the same names, so that their cases are the same. */
function tasksOf(family: Family, names: Names): Task[] {
  return family.ways.map(({ id }, way) =>
    writeTask(`${family.id}/mutants/${id}`, family, 'train', names, {
      phrasing: 0,
      way,
      isOpened: false,
    }),
  );
}

const shapeOf = (code: string) =>
  lex(code)
    .map(({ text }) => text)
    .join('\n');

interface TaskEdit {
  /** Id of the way. */
  readonly way: string;
  readonly task: Task;
  readonly edit: Edit;
}

/** The mutants of every way, without those that are a side of the family or another mutant but for white space. */
function editsOf(
  family: Family,
  names: Names,
  tasks: readonly Task[],
  mostPerWay: number,
): TaskEdit[] {
  const sides = tasks.map(({ pair }) => pair);
  const parameters = family.parameters(names);
  const met = new Set(
    sides.flatMap(({ vulnerable, secure }) => [shapeOf(vulnerable), shapeOf(secure)]),
  );
  return tasks.flatMap((task, index) => {
    const way = family.ways[index].id;
    const target = { ...task.pair, parameters, cases: task.tests.cases };
    const edits = mutationsOf(target, sides).filter(({ text }) => {
      const shape = shapeOf(text);
      const isNew = !met.has(shape);
      met.add(shape);
      return isNew;
    });
    const random = createRandom(deriveSeed(0, `corpus/mutants/${family.id}`, 1, index));
    return operatorsInTurn(random.shuffle(edits))
      .slice(0, mostPerWay)
      .map((edit) => ({ way, task, edit }));
  });
}

/** One edit of each operator, then a second of each, … */
function operatorsInTurn(edits: readonly Edit[]): Edit[] {
  const rounds = new Map<string, number>();
  const placed = edits.map((edit) => {
    const round = rounds.get(edit.operator) ?? 0;
    rounds.set(edit.operator, round + 1);
    return { edit, round };
  });
  return placed.sort((a, b) => a.round - b.round).map(({ edit }) => edit);
}
