import { afterEach, describe, expect, it } from 'vitest';
import { FailureError } from '../core/failure.ts';
import { isFuncSec } from '../core/outcome.ts';
import type { JudgeRequest } from '../core/testCase.ts';
import { drawTask } from '../corpus/tasks.ts';
import { createOracleClient, type OracleClient } from './oracleClient.ts';

const secureRequest = (index: number): JudgeRequest => {
  const { prompt, pair, tests } = drawTask('validation', index);
  return { prompt, completion: pair.secure, tests };
};

describe('oracle client', () => {
  let client: OracleClient;
  afterEach(() => client.terminate());

  it('judges in a worker, in order', async () => {
    client = createOracleClient();
    const outcomes = await client.judge([
      secureRequest(0),
      { ...secureRequest(1), completion: 'while (' },
      secureRequest(2),
    ]);
    expect(outcomes.map(({ parses }) => parses)).toEqual([true, false, true]);
    expect(outcomes.map(isFuncSec)).toEqual([true, false, true]);
  });

  it('gives the findings of the static rules', async () => {
    client = createOracleClient();
    const { prompt, pair, tests } = drawTask('validation', 0);
    const [vulnerable, secure] = await client.judge([
      { prompt, completion: pair.vulnerable, tests },
      { prompt, completion: pair.secure, tests },
    ]);
    expect(vulnerable?.findings?.map(({ cwe }) => cwe)).toEqual([pair.cwe]);
    expect(secure?.findings).toEqual([]);
  });

  it('charges a loop that the sandbox cannot interrupt, and it alone', async () => {
    client = createOracleClient();
    const hang = {
      ...secureRequest(1),
      completion: '[].indexOf.call({ length: 2 ** 53 - 1 });\n}\n',
    };
    const [before, hung, after] = await client.judge([secureRequest(0), hang, secureRequest(2)]);
    expect(before && isFuncSec(before)).toBe(true);
    expect(hung).toMatchObject({ stopped: 'host' });
    expect(hung?.cases.some(({ passed }) => passed)).toBe(false);
    expect(hung?.cases[0]?.detail).toContain('silent');
    expect(after && isFuncSec(after)).toBe(true);
  });

  it('says when the worker cannot be loaded, and tries again when asked again', async () => {
    const broken = URL.createObjectURL(
      new Blob(['throw new Error("no")'], { type: 'text/javascript' }),
    );
    let spawned = 0;
    client = createOracleClient({
      spawn: () => {
        spawned++;
        return new Worker(broken);
      },
    });
    const failure = (): Promise<unknown> =>
      client.judge([secureRequest(0)]).catch((e: unknown) => e);
    expect(await failure()).toBeInstanceOf(FailureError);
    expect(await failure()).toMatchObject({ failure: { code: 'oracle-failed' } });
    expect(spawned).toBe(2);
  });

  it('refuses a request of a wrong form with a failure', async () => {
    client = createOracleClient();
    const request = { ...secureRequest(0), tests: { functionName: 'f', cases: [] } };
    await expect(client.judge([request])).rejects.toMatchObject({
      failure: { code: 'oracle-failed' },
    });
  });

  it('answers calls made at the same time', async () => {
    client = createOracleClient();
    const answers = await Promise.all([0, 1, 2].map((i) => client.judge([secureRequest(i)])));
    expect(answers.flat().map(isFuncSec)).toEqual([true, true, true]);
  });
});
