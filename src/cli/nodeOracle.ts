/** The oracle in this process. */
import { setImmediate } from 'node:timers/promises';
import { loadModuleInNode } from '../oracle/loadNode.ts';
import { createOracle, type Oracle } from '../oracle/oracle.ts';
import { createAnalyser } from '../oracle/static/analyser.ts';
import { partsInNode } from '../oracle/static/loadNode.ts';

export function createNodeOracle(): Oracle {
  const oracle = createOracle({
    loadModule: loadModuleInNode,
    now: () => performance.now(),
    analyser: createAnalyser(partsInNode),
  });
  return {
    ...oracle,
    judge: async (requests) => {
      // On WebAssembly nothing else ever waits, and a signal would not be heard before the end.
      await setImmediate();
      return oracle.judge(requests);
    },
  };
}
