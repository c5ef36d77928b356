/** What went wrong, and the way on. */
import type { Failure } from '../../../core/failure.ts';
import { english } from '../format.ts';

const { count, plural } = english;

const titles: Record<Failure['code'], string> = {
  'webgpu-missing': 'This browser has no WebGPU',
  'backend-failed': 'The engine could not start',
  'gpu-validation': 'The GPU refused an operation',
  'gpu-memory': 'This does not fit into GPU memory',
  'device-lost': 'The GPU device was lost',
  'not-finite': 'The numbers stopped being numbers',
  'worker-dead': 'The training worker ended',
  'oracle-failed': 'The sandbox failed',
  'asset-invalid': 'A shipped file could not be read',
  'config-invalid': 'These settings do not go together',
  'pairs-unreadable': 'The file of pairs could not be read',
  'storage-full': 'The storage of this browser is full',
  'storage-failed': 'The storage of this browser failed',
  'bundle-invalid': 'This file holds no run',
  'wrong-state': 'Not possible now',
  internal: 'Something unexpected happened',
};

export const feedback = {
  titles,
  titleAtStep: (title: string, step: number) => `${title} at step ${step}`,
  runStays: 'The run so far stays readable below.',
  dismiss: 'Dismiss',
  reloadEngine: 'Reload the engine',
  runSoFar: 'The run so far',
  saved: (step: number, repeated: number) =>
    `The run was saved after step ${step}: ` +
    (repeated === 0
      ? 'no finished step is repeated.'
      : `${count(repeated)} finished ${plural(repeated, { one: 'step is', other: 'steps are' })} repeated.`),
  continueFrom: (step: number) => `Continue from step ${step}`,
  browsers:
    'Chrome or Edge 113 and later, Safari 26 and later, and Firefox 141 and later on Windows have WebGPU.',
  secureAddress: 'The address must begin with https:// or be localhost, and this one does.',
  insecureAddress:
    'The address must begin with https:// or be localhost: this one does not, so the browser hides WebGPU.',
  linux: 'On Linux it may have to be switched on, and the graphics driver must be allowed.',
  tryAgain: 'Try WebGPU again',
  useWasm: 'Use the slower WebAssembly backend',
};
