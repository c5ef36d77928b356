import { describe, expect, it } from 'vitest';
import type { Json, World } from '../../core/testCase.ts';
import { createEffectLog } from '../effectLog.ts';

/** The details of one kind of effect that a call leaves, in order. */
function detailsOf(kind: string, call: string, args: readonly Json[], world: World = {}) {
  const log = createEffectLog(world);
  const answer = log.answer(call, args);
  if ('error' in answer) throw new Error(answer.error);
  return log.effects.filter((effect) => effect.kind === kind).map(({ detail }) => detail);
}

describe('headers', () => {
  const origin = 'https://site.example';
  const isShared = (name: string, value: string, world: World = { origin }) =>
    detailsOf('shared', 'header', [name, value], world).length > 0;
  it('share the answer with the site they name, and with all by a star', () => {
    expect(isShared('Access-Control-Allow-Origin', origin)).toBe(true);
    expect(isShared('access-control-allow-origin', '*')).toBe(true);
  });
  it('share it with no other site', () => {
    expect(isShared('Access-Control-Allow-Origin', 'https://other.example')).toBe(false);
    expect(isShared('Access-Control-Allow-Origin', `${origin}/`)).toBe(false);
    expect(isShared('X-Origin', origin)).toBe(false);
    expect(isShared('Access-Control-Allow-Origin', '*', {})).toBe(false);
  });
});

describe('cookies', () => {
  const of = (kind: string, options: Json) => detailsOf(kind, 'cookie', ['sid', '1', options]);
  it('are open and plain without their flags', () => {
    expect(of('open-cookie', null)).toEqual(['sid']);
    expect(of('plain-cookie', { httpOnly: true, secure: false })).toEqual(['sid']);
  });
  it('are neither with them', () => {
    const flags = { httpOnly: true, secure: true, maxAge: 5 };
    expect(of('open-cookie', flags)).toEqual([]);
    expect(of('plain-cookie', flags)).toEqual([]);
    expect(of('cookie-age', flags)).toEqual([5]);
  });
});

describe('answers', () => {
  it('are a failure from status 400 on', () => {
    expect(detailsOf('failure', 'status', [200])).toEqual([]);
    expect(detailsOf('failure', 'status', [503])).toEqual([503]);
  });
  it('are also kept as text', () => {
    expect(detailsOf('sent-text', 'send', [{ error: 'no' }])).toEqual(['{"error":"no"}']);
    expect(detailsOf('sent', 'send', [['a']])).toEqual([['a']]);
  });
});
