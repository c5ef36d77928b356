/**
 * What the page tells a worker before its first message: a worker's name is the only thing that is
 * there when its module starts. It carries the lifeline's name and, in a drill, the fault to cause.
 */
import { z } from 'zod';

/**
 * A fault to cause at a step, for tests and for teaching what a failure looks like:
 * validation: a GPU dispatch that breaks the rules. lost: the device is destroyed.
 * nan: weights become NaN. dead: the worker ends.
 */
export const faultSchema = z.object({
  kind: z.enum(['validation', 'lost', 'nan', 'dead']),
  step: z.number().int().nonnegative(),
});
export type Fault = z.infer<typeof faultSchema>;

const workerNameSchema = z.object({ lifeline: z.string().min(1), fault: faultSchema.nullable() });
export type WorkerName = z.infer<typeof workerNameSchema>;

/** Reads `?fault=kind@step`, for example `?fault=nan@3`; null when it is absent or not of that form. */
export function readFault(search: string): Fault | null {
  const text = new URLSearchParams(search).get('fault');
  const match = /^([a-z]+)@(\d+)$/.exec(text ?? '');
  if (match === null) return null;
  const parsed = faultSchema.safeParse({ kind: match[1], step: Number(match[2]) });
  return parsed.success ? parsed.data : null;
}

export const formatWorkerName = (name: WorkerName): string => JSON.stringify(name);

/** Reads `self.name` inside the worker. Throws when the worker was not spawned by client.ts. */
export function parseWorkerName(name: string): WorkerName {
  try {
    return workerNameSchema.parse(JSON.parse(name));
  } catch (cause) {
    throw new Error(
      `The worker was started under the name "${name}", which carries no lifeline. Start it through createTrainerClient.`,
      { cause },
    );
  }
}
