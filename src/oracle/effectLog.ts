/** The host side of the stubs: records each effect a completion asks for and answers it, case by case. */
import { z } from 'zod';
import type { Json, World } from '../core/testCase.ts';
import type { Answer, Handler } from './effects/area.ts';
import { areas } from './effects/areas.ts';

/** Something a completion did, for example {kind: 'process', detail: ['wc', '-l', 'a.txt']}. */
export interface Effect {
  readonly kind: string;
  readonly detail: Json;
}

export interface EffectLog {
  readonly effects: readonly Effect[];
  /** Records the effects of one stub call and answers it. Never throws. */
  answer(call: string, args: readonly Json[]): Answer;
}

/** More than any honest completion makes: time spent in the host is not the guest's to interrupt. */
const mostCalls = 100;

const handlers = new Map<string, Handler>();
for (const area of areas) {
  for (const [call, handler] of Object.entries(area.handlers)) {
    if (handlers.has(call)) throw new Error(`Two areas of effects answer the call "${call}".`);
    handlers.set(call, handler);
  }
}

/** An empty log whose stubs answer from this world. */
export function createEffectLog(world: World): EffectLog {
  const effects: Effect[] = [];
  let calls = 0;
  return {
    effects,
    answer(call, args) {
      const handler = handlers.get(call);
      if (handler === undefined) return { error: `No stub ${call}` };
      if (calls++ >= mostCalls) return { error: 'Too many calls' };
      try {
        return handler(args, (kind, detail) => effects.push({ kind, detail }), world);
      } catch (error) {
        if (error instanceof z.ZodError)
          return { error: `${call} got an argument of a wrong type` };
        throw error;
      }
    },
  };
}
