/** Compiles every pipeline that some work needs before the work begins, side by side. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { finishCompiling } from './dispatcher.ts';

/**
 * @param dryRun does the work once: on WebGPU nothing is dispatched meanwhile, so what it reads back is
 *   meaningless and what it would write stays as it is. Not called on other backends.
 * @param onProgress pipelines compiled so far
 * @throws FailureError 'gpu-validation' naming a kernel that does not compile
 */
export async function compileAhead(
  dryRun: () => void,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) return;
  tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', true);
  try {
    dryRun();
  } finally {
    tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', false);
  }
  await finishCompiling(backend, onProgress);
  await backend.checkCompileCompletionAsync();
}
