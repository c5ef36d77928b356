/** Expected failures are values: an Error that crosses a worker boundary loses every field but its text. */
import { z } from 'zod';

export const failureSchema = z.object({
  code: z.enum([
    'webgpu-missing',
    'backend-failed',
    'gpu-validation',
    'gpu-memory',
    'device-lost',
    'not-finite',
    'worker-dead',
    'oracle-failed',
    'asset-invalid',
    'config-invalid',
    'pairs-unreadable',
    'bundle-invalid',
    'storage-full',
    'storage-failed',
    'wrong-state',
    'internal',
  ]),
  /** What happened and why. */
  message: z.string(),
  /** What to do now. */
  hint: z.string(),
  /** Optimizer step at which it happened, or null outside a run. */
  step: z.number().int().nullable(),
});
export type Failure = z.infer<typeof failureSchema>;

/** A value or the failure that prevented it. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A result that came from another worker. */
export const resultSchema = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (failure: Failure): Result<never> => ({ ok: false, failure });

/** Carries a Failure through code that throws; turned back into a value at the boundary. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** What `act` gives, or the failure that it threw. @param explain makes one of any other error, or throws it on */
export async function settle<T>(
  act: () => Promise<T>,
  explain: (error: unknown) => Failure,
): Promise<Result<T>> {
  try {
    return ok(await act());
  } catch (error) {
    return failed(error instanceof FailureError ? error.failure : explain(error));
  }
}
