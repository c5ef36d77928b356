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
import { families as allFamilies } from './families.ts';
import type { Family } from './family.ts';
import { leakedIdentifiers, securityWordsIn } from './promptWords.ts';
import { namesIn, splits } from './splits.ts';
import { drawNames, writeTask, type Task } from './tasks.ts';

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
  let completions = 0;
  for (const family of families) {
    const shape = shapeProblems(family, families);
    problems.push(...shape);
    if (shape.length > 0) continue;
    const uncaught = new Set(exploitNames(family));
    for (const [way, { id }] of family.ways.entries()) {
      const place = `${family.id}, way ${id}`;
      const found = new Set<string>();
      for (let draw = 0; draw < drawsPerWay; draw++) {
        const task = taskOf(family, way, draw);
        for (const message of textProblems(task)) found.add(message);
        const outcomes = await judge([requestOf(task, 'vulnerable'), requestOf(task, 'secure')]);
        for (const message of outcomeProblems(outcomes)) found.add(message);
        for (const name of failedExploits(outcomes[0])) uncaught.delete(name);
        completions += 2;
      }
      problems.push(...[...found].map((message) => ({ place, message })));
    }
    for (const name of uncaught) {
      problems.push({
        place: family.id,
        message: `Exploit case "${name}" is blocked by every vulnerable way, so it tests nothing. Change its input.`,
      });
    }
  }
  return { problems, completions };
}

const exploitNames = (family: Family) =>
  taskOf(family, 0, 0)
    .tests.cases.filter(({ kind }) => kind === 'exploit')
    .map(({ name }) => name);

const failedExploits = (outcome: Outcome | undefined) =>
  (outcome?.cases ?? [])
    .filter(({ kind, passed }) => kind === 'exploit' && !passed)
    .map(({ name }) => name);

/** The draw-th task of a way. Splits go round, and with each round the phrasing moves on, so all are met. */
function taskOf(family: Family, way: number, draw: number): Task {
  const split = splits[draw % splits.length];
  const random = createRandom(deriveSeed(0, `corpus/check/${family.id}`, way, draw));
  const names = drawNames(family, split, random);
  const phrasing = Math.floor(draw / splits.length) % family.phrasings(names).length;
  return writeTask(`${family.id}/check/${way}/${draw}`, family, split, names, { phrasing, way });
}

const requestOf = (task: Task, side: 'vulnerable' | 'secure'): JudgeRequest => ({
  prompt: task.prompt,
  completion: task.pair[side],
  tests: task.tests,
});

/** What can be seen without running anything or drawing names. */
function shapeProblems(family: Family, families: readonly Family[]): Problem[] {
  const problems: Problem[] = [];
  const demand = (isMet: boolean, message: string) => {
    if (!isMet) problems.push({ place: family.id, message });
  };
  demand(/^CWE-\d+$/.test(family.cwe), `"${family.cwe}" is no CWE; write it like "CWE-89".`);
  demand(
    families.filter(({ id }) => id === family.id).length === 1,
    'Another family has this id. Choose a new one.',
  );
  demand(family.ways.length >= 2, 'Give at least two ways of writing the job.');
  for (const [slot, pool] of Object.entries(family.identifiers)) {
    demand(new Set(pool).size === pool.length, `Pool ${slot} holds a name twice. Remove one.`);
    if (slot === 'fn') demand(pool.length >= 16, 'Pool fn needs at least 16 names. Add some.');
    for (const split of splits) {
      demand(
        namesIn(pool, split).length >= 2,
        `Pool ${slot} has fewer than two names in split ${split}. Names go to splits by their hash; add names to the pool.`,
      );
    }
  }
  if (problems.length > 0) return problems;
  const { cases } = taskOf(family, 0, 0).tests;
  const counted = (kind: string) => cases.filter((c) => c.kind === kind).length;
  demand(counted('functional') >= 3, 'Give at least three functional cases.');
  demand(counted('exploit') >= 2, 'Give at least two exploit cases.');
  demand(
    new Set(cases.map(({ name }) => name)).size === cases.length,
    'Two cases have the same name. Rename one.',
  );
  const names = drawNames(family, 'train', createRandom(deriveSeed(0, 'corpus/check', 0, 0)));
  const phrasings = new Set(family.phrasings(names));
  demand(phrasings.size >= 4, 'Give at least four different phrasings.');
  return problems;
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
    { diffLevel: 'lexeme', bridgeGaps: false },
  );
  const isMarked = hunks.some((hunk) => hunk.vulnerableTokens + hunk.secureTokens > 0);
  if (!isMarked) problems.push('Both sides are the same, so there is nothing to learn.');
  for (const word of securityWordsIn(prompt)) {
    problems.push(`The prompt says "${word}", which speaks of security. Describe the job alone.`);
  }
  for (const name of leakedIdentifiers(prompt, pair.vulnerable, pair.secure)) {
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
