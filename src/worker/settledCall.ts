/** A call to a worker that settles whatever happens to the worker, with an answer that was read by a schema. */
import { z } from 'zod';
import { failed, type Failure, type Result } from '../core/failure.ts';

export interface SettledCallParts {
  /** Begins a sentence: "The trainer". */
  readonly who: string;
  /** What an answer of unknown form, or an error that the worker threw, becomes. */
  readonly explain: (message: string) => Failure;
  /** Resolves at the worker's end, after which Comlink would leave the call pending for ever. */
  readonly whenDead: Promise<Failure>;
}

export function settledCall<T>(
  schema: z.ZodType<Result<T>>,
  answer: Promise<unknown>,
  { who, explain, whenDead }: SettledCallParts,
): Promise<Result<T>> {
  const read = answer.then(
    (value): Result<T> => {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      const problem = z.prettifyError(parsed.error);
      return failed(explain(`${who} answered in an unknown form: ${problem}`));
    },
    (error: unknown) => failed(explain(error instanceof Error ? error.message : String(error))),
  );
  return Promise.race([read, whenDead.then(failed)]);
}
