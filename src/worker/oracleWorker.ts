/** Runs the oracle in a thread of its own, so that a completion that hangs the sandbox can be ended. */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { failed, ok, type Result } from '../core/failure.ts';
import type { Outcome } from '../core/outcome.ts';
import { judgeRequestSchema } from '../core/testCase.ts';
import { loadModuleInBrowser } from '../oracle/loadBrowser.ts';
import { createOracle } from '../oracle/oracle.ts';
import { createAnalyser } from '../oracle/static/analyser.ts';
import { partsInBrowser } from '../oracle/static/loadBrowser.ts';

/** The commands of the oracle worker. Arguments are parsed here; neither method rejects. */
export interface OracleWorkerApi {
  /** Loads the sandbox and the static rules, so that no completion is charged with it. */
  load(): Promise<Result<null>>;
  judge(request: unknown): Promise<Result<Outcome>>;
}

const oracle = createOracle({
  loadModule: loadModuleInBrowser,
  now: () => performance.now(),
  analyser: createAnalyser(partsInBrowser),
});

async function settle<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    return failed({
      code: 'oracle-failed',
      message: `The oracle cannot judge: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`,
      hint: 'Reload the page. If it stays, a .wasm file of the sandbox or the parser is missing from the build.',
      step: null,
    });
  }
}

const api: OracleWorkerApi = {
  load: () => settle(() => oracle.load().then(() => null)),
  judge: (request) =>
    settle(async () => {
      const [outcome] = await oracle.judge([judgeRequestSchema.parse(request)]);
      if (outcome === undefined) throw new Error('no outcome for one request');
      return outcome;
    }),
};

Comlink.expose(api);
