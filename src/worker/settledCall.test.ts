import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failed, ok, resultSchema, type Failure } from '../core/failure.ts';
import { settledCall } from './settledCall.ts';

const explain = (message: string): Failure => ({
  code: 'internal',
  message,
  hint: 'Reload.',
  step: null,
});
const death: Failure = { code: 'worker-dead', message: 'gone', hint: 'Reload.', step: 3 };
const never = new Promise<Failure>(() => undefined);
const call = (answer: Promise<unknown>, whenDead = never) =>
  settledCall(resultSchema(z.number()), answer, { who: 'The worker', explain, whenDead });

describe('settled call', () => {
  it('gives an answer of the right form, value or failure', async () => {
    expect(await call(Promise.resolve(ok(7)))).toEqual(ok(7));
    expect(await call(Promise.resolve(failed(death)))).toEqual(failed(death));
  });

  it('refuses an answer of another form, and says whose it was', async () => {
    const refused = await call(Promise.resolve(ok('7')));
    expect(refused).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(JSON.stringify(refused)).toContain('The worker answered in an unknown form');
  });

  it('turns what the worker threw into a failure', async () => {
    expect(await call(Promise.reject(new Error('broke')))).toEqual(failed(explain('broke')));
  });

  it('settles when the worker dies with the call under way', async () => {
    const pending = new Promise<unknown>(() => undefined);
    expect(await call(pending, Promise.resolve(death))).toEqual(failed(death));
  });
});
