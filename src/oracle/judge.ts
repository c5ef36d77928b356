/** One completion through all its cases: from what the sandbox saw to an Outcome. */
import type { CaseResult, Outcome } from '../core/outcome.ts';
import type { Expectation, JudgeRequest } from '../core/testCase.ts';
import { explainMismatch } from './expectations.ts';
import type { Ended, Observation } from './observation.ts';
import { deadlineMs, type Program, type Sandbox } from './sandbox.ts';

const stopReasons = {
  deadline: `The program did not finish within ${deadlineMs} ms.`,
  memory: 'The program used more memory than it may.',
  stack: 'The program called itself too deeply.',
  host: 'The program broke the sandbox, which was replaced.',
};

/** Why the case did not pass, or an empty text. */
function explain(expectations: readonly Expectation[], seen: Observation): string {
  switch (seen.kind) {
    case 'finished': {
      for (const expected of expectations) {
        const mismatch = explainMismatch(expected, seen);
        if (mismatch !== null) return mismatch;
      }
      return '';
    }
    case 'syntax':
      return `The program does not parse: ${seen.message}.`;
    case 'undefined':
      return `Not run: ${seen.message}.`;
    case 'stopped':
      return stopReasons[seen.stop];
  }
}

/**
 * Runs the cases in order. Functional cases call one running program, as a caller would; each exploit
 * meets a fresh one, so no earlier call can have prepared it. What ends the program fails the rest.
 */
function judgeProgram(program: Program, request: JudgeRequest): Omit<Outcome, 'elapsedMs'> {
  const { functionName, cases } = request.tests;
  let ended: Ended | null = null;
  const results: CaseResult[] = [];
  for (const { kind, name, args, world, expect } of cases) {
    if (kind === 'exploit') program.restart();
    const seen: Observation = ended ?? program.observe({ functionName, args, world });
    if (seen.kind !== 'finished') ended = seen;
    const detail = explain(expect, seen);
    results.push({ kind, name, passed: detail === '', detail });
  }
  return { cases: results, ...verdict(ended) };
}

function verdict(ended: Ended | null): Pick<Outcome, 'parses' | 'stopped'> {
  switch (ended?.kind) {
    case undefined:
      return { parses: true, stopped: 'none' };
    case 'syntax':
      return { parses: false, stopped: 'syntax' };
    case 'undefined':
      return { parses: false, stopped: 'none' };
    case 'stopped':
      return { parses: true, stopped: ended.stop };
  }
}

/**
 * Judges prompt + completion. parses: it compiles, loads and defines the function.
 * elapsedMs: all cases together, in milliseconds of the given clock.
 */
export async function judgeCompletion(
  sandbox: Sandbox,
  now: () => number,
  request: JudgeRequest,
): Promise<Outcome> {
  const start = now();
  const judged = await sandbox.withProgram(request.prompt + request.completion, (program) =>
    judgeProgram(program, request),
  );
  return { ...judged, elapsedMs: Math.max(0, now() - start) };
}
