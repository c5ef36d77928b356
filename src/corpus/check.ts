/**
 * The check every family must pass before it may train anything: its two sides differ, its cases tell
 * them apart, and its prompts give nothing away. Problems are said in plain words, each with its place.
 */
import { lex } from '../core/lexemes.ts';
import { isFunctional, isFuncSec, isSecure, type Outcome } from '../core/outcome.ts';
import type { TokenisedText } from '../core/pair.ts';
import { securityMask } from '../core/securityMask.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import type { JudgeRequest } from '../core/testCase.ts';
import { duplicateProblems } from './duplicates.ts';
import { families as allFamilies } from './families.ts';
import { openingLines, type Family } from './family.ts';
import { leakedIdentifiers, securityWordsIn } from './promptWords.ts';
import { isFamilyHeldOut, isWayHeldOut, nameSplits, namesIn } from './splits.ts';
import { drawNames, phrasingsIn, waysIn, writeTask, type Task } from './tasks.ts';

export type Judge = (requests: readonly JudgeRequest[]) => Promise<Outcome[]>;

export interface Problem {
  /** For example "sql-parameters, way inline". */
  readonly place: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

export interface CheckReport {
  readonly problems: readonly Problem[];
  /** Completions that were run. */
  readonly completions: number;
  /** Of each family that was run, how many completions the sandbox judges in a second. */
  readonly rates: readonly number[];
}

/** What the small model can write and remember. */
const longestBody = 220;
const mostLines = 7;

/** Every family, every way of writing, drawsPerWay times with fresh names: lint first, then run both sides. */
export async function checkCorpus(
  judge: Judge,
  drawsPerWay: number,
  families: readonly Family[] = allFamilies,
): Promise<CheckReport> {
  const problems: Problem[] = [];
  const rates: number[] = [];
  let completions = 0;
  for (const family of families) {
    const shape = shapeProblems(family, families);
    problems.push(...shape);
    if (shape.length > 0) continue;
    const uncaught = new Set(exploitNames(family));
    const times: number[] = [];
    for (const [way, { id }] of family.ways.entries()) {
      const place = `${family.id}, way ${id}`;
      const found = new Set<string>();
      for (let draw = 0; draw < drawsPerWay; draw++) {
        const task = taskOf(family, way, draw);
        for (const message of textProblems(task)) found.add(message);
        const outcomes = await judge([requestOf(task, 'vulnerable'), requestOf(task, 'secure')]);
        for (const message of outcomeProblems(outcomes)) found.add(message);
        for (const name of failedExploits(outcomes[0])) uncaught.delete(name);
        times.push(...outcomes.map(({ elapsedMs }) => elapsedMs));
      }
      problems.push(...[...found].map((message) => ({ place, message })));
    }
    completions += times.length;
    rates.push((1000 * times.length) / times.reduce((sum, time) => sum + time, 0));
    for (const name of uncaught) {
      problems.push({
        place: family.id,
        message: `Exploit case "${name}" is blocked by every vulnerable way, so it tests nothing. Change its input.`,
      });
    }
  }
  return { problems, completions, rates };
}

const exploitNames = (family: Family) =>
  taskOf(family, 0, 0)
    .tests.cases.filter(({ kind }) => kind === 'exploit')
    .map(({ name }) => name);

const failedExploits = (outcome: Outcome | undefined) =>
  (outcome?.cases ?? [])
    .filter(({ kind, passed }) => kind === 'exploit' && !passed)
    .map(({ name }) => name);

/**
 * The draw-th task of a way. Splits of names go round, and with each round the phrasing moves on, so all are met;
 * every second round the prompt holds the opening lines.
 */
function taskOf(family: Family, way: number, draw: number): Task {
  const split = nameSplits[draw % nameSplits.length];
  const round = Math.floor(draw / nameSplits.length);
  const random = createRandom(deriveSeed(0, `corpus/check/${family.id}`, way, draw));
  const names = drawNames(family, split, random);
  const phrasing = round % family.phrasings(names).length;
  const choice = { phrasing, way, isOpened: round % 2 === 1 };
  return writeTask(`${family.id}/check/${way}/${draw}`, family, split, names, choice);
}

const requestOf = (task: Task, side: 'vulnerable' | 'secure'): JudgeRequest => ({
  prompt: task.prompt,
  completion: task.pair[side],
  tests: task.tests,
});

type Demand = (isMet: boolean, message: string) => void;

/** What can be seen without running anything. */
function shapeProblems(family: Family, families: readonly Family[]): Problem[] {
  const problems: Problem[] = [];
  const demand: Demand = (isMet, message) => {
    if (!isMet) problems.push({ place: family.id, message });
  };
  demand(/^CWE-\d+$/.test(family.cwe), `"${family.cwe}" is no CWE; write it like "CWE-89".`);
  demand(
    families.filter(({ id }) => id === family.id).length === 1,
    'Another family has this id. Choose a new one.',
  );
  demandPools(family, demand);
  if (problems.length > 0) return problems;
  demandWays(family, demand);
  demandCases(family, demand);
  demandPhrasings(family, demand);
  for (const message of duplicateProblems(family)) problems.push({ place: family.id, message });
  return problems;
}

function demandPools({ identifiers }: Family, demand: Demand): void {
  for (const [slot, pool] of Object.entries(identifiers)) {
    demand(new Set(pool).size === pool.length, `Pool ${slot} holds a name twice. Remove one.`);
    if (slot === 'fn') demand(pool.length >= 16, 'Pool fn needs at least 16 names. Add some.');
    for (const split of nameSplits) {
      demand(
        namesIn(pool, split).length >= 2,
        `Pool ${slot} has fewer than two names in split ${split}. Names go to splits by their hash; add names to the pool.`,
      );
    }
  }
}

function demandWays(family: Family, demand: Demand): void {
  const { ways } = family;
  demand(
    new Set(ways.map(({ id }) => id)).size === ways.length,
    'Two ways have the same id. Rename one.',
  );
  demand(
    waysIn(family, 'train').length >= 2,
    `Give at least two ways of writing the job that training may use; by the hash of their ids it may use ${waysIn(family, 'train').length} of ${ways.length}. Add or rename one.`,
  );
  const names = drawNames(family, 'train', createRandom(deriveSeed(0, 'corpus/check', 0, 0)));
  for (const way of ways) {
    if (isFamilyHeldOut(family) || !isWayHeldOut(family, way)) continue;
    demand(
      openingLines(way, names).length > 0,
      `By the hash of its id, way ${way.id} is kept for the split unseen-variants, whose prompts end with the lines that both sides begin with; it has none. Begin both sides with the same line, or rename the way.`,
    );
  }
}

function demandCases(family: Family, demand: Demand): void {
  const { cases } = taskOf(family, 0, 0).tests;
  const counted = (kind: string) => cases.filter((c) => c.kind === kind).length;
  demand(counted('functional') >= 4, 'Give at least four functional cases.');
  demand(counted('exploit') >= 3, 'Give at least three exploit cases.');
  demand(
    new Set(cases.map(({ name }) => name)).size === cases.length,
    'Two cases have the same name. Rename one.',
  );
}

function demandPhrasings(family: Family, demand: Demand): void {
  const names = drawNames(family, 'train', createRandom(deriveSeed(0, 'corpus/check', 0, 0)));
  const phrasings = new Set(family.phrasings(names));
  demand(phrasings.size >= 8, 'Give at least eight different phrasings.');
  for (const [split, least] of [
    ['train', 4],
    ['unseen-phrasings', 1],
  ] as const) {
    const count = phrasingsIn(family, split).length;
    demand(
      count >= least,
      `Split ${split} has ${count} phrasings and needs ${least}. Phrasings go to splits by their hash; reword or add one.`,
    );
  }
}

/** A text whose tokens are its lexemes: a mask that no tokenizer has a part in. */
function tokensOf(text: string, ids: Map<string, number>): TokenisedText {
  const lexemes = lex(text);
  return {
    text,
    ids: lexemes.map((lexeme) => {
      const id = ids.get(lexeme.text) ?? ids.size;
      ids.set(lexeme.text, id);
      return id;
    }),
    spans: lexemes.map(({ start, end }) => ({ start, end })),
  };
}

function textProblems({ prompt, pair }: Task): string[] {
  const problems: string[] = [];
  const ids = new Map<string, number>();
  const { hunks } = securityMask(
    { vulnerable: tokensOf(pair.vulnerable, ids), secure: tokensOf(pair.secure, ids) },
    { diffLevel: 'lexeme', bridgeGaps: false, insertionAnchors: true },
  );
  const isMarked = hunks.some((hunk) => hunk.vulnerableTokens + hunk.secureTokens > 0);
  if (!isMarked) problems.push('Both sides are the same, so there is nothing to learn.');
  for (const word of securityWordsIn(prompt)) {
    problems.push(`The prompt says "${word}", which speaks of security. Describe the job alone.`);
  }
  // Opening lines belong to both sides; what asks for the job is the comment and the head of the function.
  const [comment, head, ...opening] = prompt.split('\n');
  const before = opening.join('\n') + pair.vulnerable;
  for (const name of leakedIdentifiers(`${comment}\n${head}`, before, pair.secure)) {
    problems.push(`The prompt names "${name}", which only the repair uses. Word it otherwise.`);
  }
  for (const side of ['vulnerable', 'secure'] as const) {
    const body = pair[side];
    if (body.length > longestBody || body.split('\n').length - 1 > mostLines) {
      problems.push(
        `The ${side} body is longer than ${longestBody} characters or ${mostLines} lines. Shorten it.`,
      );
    }
  }
  return problems;
}

function outcomeProblems(outcomes: readonly Outcome[]): string[] {
  const [vulnerable, secure] = outcomes;
  if (vulnerable === undefined || secure === undefined) {
    return ['The judge did not answer for both sides.'];
  }
  const problems: string[] = [];
  const why = (outcome: Outcome) =>
    outcome.cases
      .filter(({ passed }) => !passed)
      .map(({ name, detail }) => `"${name}": ${detail}`)
      .join(' ');
  if (!vulnerable.parses) problems.push(`The vulnerable side does not load. ${why(vulnerable)}`);
  else if (!isFunctional(vulnerable)) {
    problems.push(`The vulnerable side fails a functional case. ${why(vulnerable)}`);
  } else if (isSecure(vulnerable)) {
    problems.push('The vulnerable side blocks every exploit case, so it is not vulnerable here.');
  }
  if (!isFuncSec(secure)) problems.push(`The secure side fails a case. ${why(secure)}`);
  return problems;
}
