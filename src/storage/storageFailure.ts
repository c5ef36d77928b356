/** What the storage refused, as a Failure. */
import type { Failure } from '../core/failure.ts';
import { StorageFullError } from './fileStore.ts';

export function storageFailure(error: unknown, step: number | null): Failure {
  if (error instanceof StorageFullError) {
    return {
      code: 'storage-full',
      message: 'The browser grants this page no more storage, so the run is not saved any further.',
      hint: 'Training goes on, and what was saved stays. Delete what you no longer need in the library.',
      step,
    };
  }
  return {
    code: 'storage-failed',
    message: `The browser’s storage refused: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'Training goes on. Export what you want to keep, then reload the page.',
    step,
  };
}
