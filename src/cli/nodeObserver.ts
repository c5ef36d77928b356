/** What programs show in the sandbox of this process, as facts that the mutation test compares. */
import type { Json } from '../core/testCase.ts';
import type { Observe } from '../corpus/mutation/holes.ts';
import { loadModuleInNode } from '../oracle/loadNode.ts';
import type { Observation } from '../oracle/observation.ts';
import { createSandbox } from '../oracle/sandbox.ts';

/** Calls between two fresh starts: all calls of a start share one deadline. */
const callsPerStart = 20;

/** Each part of a value with the way to it, without positions in lists: a row is the same row wherever it stands. */
function partsOf(value: Json, path: string): string[] {
  const whole = `${path} ${JSON.stringify(value)}`;
  if (typeof value !== 'object' || value === null) return [whole];
  const parts = Array.isArray(value)
    ? value.flatMap((item) => partsOf(item, `${path}[]`))
    : Object.entries(value).flatMap(([key, item]) => partsOf(item, `${path}.${key}`));
  return [whole, ...parts];
}

function factsOf(seen: Observation): string[] {
  if (seen.kind !== 'finished') return ['stopped'];
  return [
    ...(seen.threw === null ? partsOf(seen.returned, 'returned') : ['threw']),
    ...seen.effects.flatMap(({ kind, detail }) => partsOf(detail, kind)),
    ...seen.polluted.map((name) => `polluted ${name}`),
  ];
}

export function createNodeObserver(): Observe {
  const sandbox = createSandbox({ loadModule: loadModuleInNode, now: () => performance.now() });
  return async (program, functionName, probes) => {
    const facts: string[][] = [];
    for (let from = 0; from < probes.length; from += callsPerStart) {
      const end = await sandbox.withProgram(program, (running) => {
        for (const { args, world } of probes.slice(from, from + callsPerStart)) {
          const seen = running.observe({ functionName, args, world });
          if (seen.kind === 'syntax' || seen.kind === 'undefined') return 'unloaded';
          facts.push(factsOf(seen));
          if (seen.kind === 'stopped') return 'stopped';
          // A changed prototype would show in every later call.
          if (seen.polluted.length > 0) running.restart();
        }
        return null;
      });
      if (end === 'unloaded') return null;
      if (end === 'stopped') break;
    }
    return facts;
  };
}
