/** How the trainer worker turns what goes wrong into values. */
import { ZodError, z } from 'zod';
import { failed, FailureError, settle, type Failure, type Result } from '../core/failure.ts';
import type { Engine } from '../engine/backend.ts';

export const wrongState = (message: string, hint: string): Result<never> =>
  failed({ code: 'wrong-state', message, hint, step: null });

export const noRun = () => wrongState('There is no run yet.', 'Start one first.');

export const notLoaded = () => wrongState('The model is not loaded yet.', 'Load it first.');

/** Turns a thrown failure back into a value; another error is a mistake of the program and goes on. */
export const settled = <T>(act: () => Promise<T>): Promise<Result<T>> =>
  settle(act, (error) => {
    throw error;
  });

/** What an error says, in one text. */
export function reasonOf(error: unknown): string {
  if (error instanceof ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

export function explainLoad(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return {
    code: 'asset-invalid',
    message: `The shipped model could not be loaded: ${reasonOf(error)}`,
    hint: 'Reload the page. If it stays, the files under model/ are missing or damaged; build again.',
    step: null,
  };
}

/** @throws FailureError with the device's own report, of which whatever else was thrown is only the consequence */
export async function onHealthyDevice<T>(engine: Engine, act: () => Promise<T>): Promise<T> {
  const check = async () => {
    await engine.settle().catch(() => undefined);
    const failure = engine.failure();
    if (failure) throw new FailureError(failure);
  };
  try {
    return await act();
  } finally {
    await check();
  }
}
