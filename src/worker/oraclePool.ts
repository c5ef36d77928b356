/** Several oracle workers side by side: each takes the next completion when it is free. */
import type { Outcome } from '../core/outcome.ts';
import { createOracleClient, type OracleClient } from './oracleClient.ts';

/** More give nothing: judging a step's completions then takes less time than handing them out. */
const mostWorkers = 4;

/** One core is left to the trainer. */
export const poolSize = (cores: number): number => Math.max(1, Math.min(mostWorkers, cores - 1));

/** @param createClient makes one worker's end; by default the product's own */
export function createOraclePool(
  size: number,
  createClient: () => OracleClient = createOracleClient,
): OracleClient {
  const clients = Array.from({ length: size }, () => createClient());
  return {
    load: async () => {
      await Promise.all(clients.map((client) => client.load()));
    },
    judge: async (requests) => {
      const outcomes: Outcome[] = [];
      const queue = requests.entries();
      const work = async (client: OracleClient) => {
        // The iterator is shared, so no request is taken twice.
        for (const [index, request] of queue) {
          const [outcome] = await client.judge([request]);
          outcomes[index] = outcome;
        }
      };
      await Promise.all(clients.map(work));
      return outcomes;
    },
    terminate: () => {
      for (const client of clients) client.terminate();
    },
  };
}
