/** The oracle: completions go in, outcomes come out. In-process here; behind a worker in worker/oracleClient. */
import type { Outcome } from '../core/outcome.ts';
import type { JudgeRequest } from '../core/testCase.ts';
import { judgeCompletion } from './judge.ts';
import { createSandbox, type SandboxParts } from './sandbox.ts';
import type { Analyser } from './static/analyser.ts';

export interface Oracle {
  /** Gets the sandbox and the static rules ready. Rejects when they cannot be loaded. */
  load(): Promise<void>;
  /**
   * One outcome per request, in order. A hostile completion costs its deadline and no one else's.
   * Rejects only when the sandbox or the static rules cannot be loaded.
   */
  judge(requests: readonly JudgeRequest[]): Promise<Outcome[]>;
}

export interface OracleParts extends SandboxParts {
  /** Gives each outcome its static findings; without it they are absent. */
  readonly analyser?: Analyser;
}

/** An oracle in this thread. Without a second thread nothing can end a hang of the sandbox itself. */
export function createOracle(parts: OracleParts): Oracle {
  const { analyser, now } = parts;
  const sandbox = createSandbox(parts);
  return {
    load: async () => {
      await Promise.all([sandbox.load(), analyser?.load('javascript')]);
    },
    async judge(requests) {
      const outcomes: Outcome[] = [];
      for (const request of requests) {
        const outcome = await judgeCompletion(sandbox, now, request);
        const code = request.prompt + request.completion;
        const findings = await analyser?.findingsIn(code, 'javascript');
        outcomes.push(findings === undefined ? outcome : { ...outcome, findings });
      }
      return outcomes;
    },
  };
}
