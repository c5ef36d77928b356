import { describe, expect, it } from 'vitest';
import type { Outcome } from '../core/outcome.ts';
import type { JudgeRequest } from '../core/testCase.ts';
import type { OracleClient } from './oracleClient.ts';
import { createOraclePool, poolSize } from './oraclePool.ts';

const requestOf = (completion: string): JudgeRequest => ({
  prompt: '',
  completion,
  tests: { functionName: 'f', cases: [] },
});

/** A client that answers with the completion's length after so many turns; records what it was given. */
function fakeClient(turns: number, given: string[]): OracleClient {
  return {
    load: () => Promise.resolve(),
    judge: async ([{ completion }]) => {
      given.push(completion);
      for (let i = 0; i < turns; i++) await Promise.resolve();
      if (completion === 'break') throw new Error('the sandbox is gone');
      const outcome: Outcome = {
        parses: true,
        cases: [],
        stopped: 'none',
        elapsedMs: completion.length,
      };
      return [outcome];
    },
    terminate: () => given.push('ended'),
  };
}

describe('the oracle pool', () => {
  const texts = ['a', 'bb', 'ccc', 'dddd', 'eeeee', 'ffffff'];

  function pool(speeds: number[]) {
    const given: string[][] = speeds.map(() => []);
    let next = 0;
    const oracle = createOraclePool(speeds.length, () => {
      const worker = next++;
      return fakeClient(speeds[worker], given[worker]);
    });
    return { oracle, given };
  }

  it('answers in the order of the requests, whoever was faster', async () => {
    const { oracle } = pool([50, 1]);
    const outcomes = await oracle.judge(texts.map(requestOf));
    expect(outcomes.map(({ elapsedMs }) => elapsedMs)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('gives each request to one worker, and more to the faster one', async () => {
    const { oracle, given } = pool([50, 1]);
    await oracle.judge(texts.map(requestOf));
    expect(given.flat().sort()).toEqual(texts);
    expect(given[1].length).toBeGreaterThan(given[0].length);
  });

  it('rejects when a worker cannot judge', async () => {
    const { oracle } = pool([1, 1]);
    await expect(oracle.judge(['a', 'break', 'b'].map(requestOf))).rejects.toThrow('is gone');
  });

  it('ends every worker', () => {
    const { oracle, given } = pool([1, 1, 1]);
    oracle.terminate();
    expect(given).toEqual([['ended'], ['ended'], ['ended']]);
  });

  it('leaves a core to the trainer', () => {
    expect([1, 2, 4, 64].map(poolSize)).toEqual([1, 1, 3, 4]);
  });
});
