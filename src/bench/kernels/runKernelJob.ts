/** Measures one engine's kernels one by one, in the process or page it is called in. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { drain } from '../../engine/kernels/matMul/tuner.ts';
import { describeAdapter, measure, summarize } from '../measure.ts';
import { installProbe } from '../probe.ts';
import type { KernelEngineName, KernelFile, KernelJob, KernelRow } from './kernelRow.ts';
import { callsOf, type KernelWorks } from './kernelWork.ts';

/** @throws Error when the device refused a command. */
export async function runKernelJob(job: KernelJob): Promise<KernelFile> {
  const { runtime, engine, repeats } = job;
  const probe = installProbe();
  const adapter = await describeAdapter();
  const works = await startKernels(engine);
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('Kernels are measured on WebGPU only.');
  const rows: KernelRow[] = [];
  for (const kernel of job.kernels) {
    const calls = callsOf[kernel];
    // Inputs of one kernel are gone before the next.
    tf.engine().startScope();
    for (const { plan, run } of works[kernel]()) {
      const measured = await measure(probe, repeats, () => {
        for (let call = 0; call < calls; call++) run();
        return drain(backend);
      });
      rows.push({ runtime, adapter, kernel, plan, engine, calls, ...summarize(measured) });
    }
    tf.engine().endScope();
  }
  return { rows };
}

/** Loads and starts an engine alone, so that neither meets a kernel that the other one registered. */
async function startKernels(name: KernelEngineName): Promise<KernelWorks> {
  switch (name) {
    case 'ours':
      return (await import('./ourKernels.ts')).startOurKernels();
    case 'stock':
      return (await import('../stock/stockKernels.ts')).startStockKernels();
  }
}
