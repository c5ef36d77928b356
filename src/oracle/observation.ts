/** What the sandbox saw when it called a completion's function once. */
import { z } from 'zod';
import type { Argument, Json, World } from '../core/testCase.ts';
import type { Effect } from './effectLog.ts';

export interface SandboxCall {
  readonly functionName: string;
  readonly args: readonly Argument[];
  /** What the stubs answer with. */
  readonly world: World;
}

/** Why the sandbox ended a program. host: the sandbox itself failed and was replaced. */
export type Stop = 'deadline' | 'memory' | 'stack' | 'host';

export interface Finished {
  readonly kind: 'finished';
  /** The value as JSON: undefined is null, and what JSON cannot hold is an object with a $ key. */
  readonly returned: Json;
  readonly threw: string | null;
  readonly effects: readonly Effect[];
  /** New enumerable keys of built-ins, such as "Object.prototype.admin". */
  readonly polluted: readonly string[];
}

/** The program's end: no later case can be run. */
export type Ended =
  | { readonly kind: 'syntax'; readonly message: string }
  /** It compiles but does not load, or does not define the function. */
  | { readonly kind: 'undefined'; readonly message: string }
  | { readonly kind: 'stopped'; readonly stop: Stop };

export type Observation = Finished | Ended;

export const guestErrorSchema = z.object({ name: z.string(), message: z.string() });
export type GuestError = z.infer<typeof guestErrorSchema>;

/** What the guest's `call` reports, as guestPrelude.ts writes it. */
export const guestReportSchema = z.object({
  returned: z.json().optional(),
  threw: guestErrorSchema.optional(),
  missing: z.literal(true).optional(),
  polluted: z.array(z.string()),
});

/** The limit that an error of the guest stands for, or null for an ordinary error. */
export function limitOf({ message }: GuestError): 'memory' | 'stack' | null {
  if (message === 'out of memory') return 'memory';
  if (/^(Maximum call stack size exceeded|stack overflow)$/.test(message)) return 'stack';
  return null;
}
