/** One job of the benchmark in a Node process of its own; src/cli/benchRuntime.ts starts it. Prints the result as JSON. */
import { z } from 'zod';
import { benchJobSchema } from '../bench/benchRow.ts';
import { kernelJobSchema } from '../bench/kernels/kernelRow.ts';
import type { EntryName } from './benchRuntime.ts';
import { provideWebGpu } from './nodeGpu.ts';

const entry = z.enum(['runJob', 'runKernelJob']).parse(process.argv[2]);
const job: unknown = JSON.parse(process.argv[3] ?? '');
await provideWebGpu();
// jax-js asks every runtime which browser it is.
Object.defineProperty(navigator, 'userAgent', { value: `Node.js/${process.versions.node}` });
// TensorFlow.js looks for navigator.gpu when it is loaded, so each entry is imported only now.
const entries: Record<EntryName, () => Promise<unknown>> = {
  runJob: async () => (await import('../bench/runJob.ts')).runJob(benchJobSchema.parse(job)),
  runKernelJob: async () => {
    const { runKernelJob } = await import('../bench/kernels/runKernelJob.ts');
    return runKernelJob(kernelJobSchema.parse(job));
  },
};
process.stdout.write(`${JSON.stringify(await entries[entry]())}\n`);
process.exit(0);
