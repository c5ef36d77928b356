/** What an area of effects is: stubs the guest sees, and the host's handlers that record and answer them. */
import { z } from 'zod';
import type { Json, World } from '../../core/testCase.ts';

/** What the guest's stub returns, or the message of the Error it throws. */
export type Answer = { readonly value: Json } | { readonly error: string };

export type Recorder = (kind: string, detail: Json) => void;

/** Records what one stub call does and answers it. Decides everything: the guest can be changed by a completion. */
export type Handler = (args: readonly Json[], record: Recorder, world: World) => Answer;

export interface EffectArea {
  /**
   * JavaScript that runs in the guest's prelude (src/oracle/guestPrelude.ts). It may use effect(call, args),
   * expose(globalName, value), define(object, key, descriptor), later(callback), which runs the callback once the
   * completion's function has returned, and stubs, to which it adds the objects that a case passes as arguments.
   * It passes arguments on and knows nothing itself.
   */
  readonly guest: string;
  /** One for each call that the guest part sends. */
  readonly handlers: Readonly<Record<string, Handler>>;
}

// Anything not fit for a stub is an error to the guest, as the real function would throw.
export const text = z.string();
export const texts = z.array(text);
