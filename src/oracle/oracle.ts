/** The oracle: completions go in, outcomes come out. In-process here; behind a worker in worker/oracleClient. */
import type { Outcome } from '../core/outcome.ts';
import type { JudgeRequest } from '../core/testCase.ts';
import { judgeCompletion } from './judge.ts';
import { createSandbox, type SandboxParts } from './sandbox.ts';

export interface Oracle {
  /** Gets the sandbox ready. Rejects when it cannot be loaded. */
  load(): Promise<void>;
  /**
   * One outcome per request, in order. A hostile completion costs its deadline and no one else's.
   * Rejects only when the sandbox cannot be loaded.
   */
  judge(requests: readonly JudgeRequest[]): Promise<Outcome[]>;
}

/** An oracle in this thread. Without a second thread nothing can end a hang of the sandbox itself. */
export function createOracle(parts: SandboxParts): Oracle {
  const sandbox = createSandbox(parts);
  return {
    load: () => sandbox.load(),
    async judge(requests) {
      const outcomes: Outcome[] = [];
      for (const request of requests) {
        outcomes.push(await judgeCompletion(sandbox, parts.now, request));
      }
      return outcomes;
    },
  };
}
