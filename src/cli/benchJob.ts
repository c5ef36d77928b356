/** One job of the benchmark in a Node process of its own; src/cli/bench.ts starts it. Prints the result as JSON. */
import { benchJobSchema } from '../bench/benchRow.ts';
import { provideWebGpu } from './nodeGpu.ts';

const job = benchJobSchema.parse(JSON.parse(process.argv[2] ?? ''));
await provideWebGpu();
// jax-js asks every runtime which browser it is.
Object.defineProperty(navigator, 'userAgent', { value: `Node.js/${process.versions.node}` });
// TensorFlow.js looks for navigator.gpu when it is loaded.
const { runJob } = await import('../bench/runJob.ts');
process.stdout.write(`${JSON.stringify(await runJob(job))}\n`);
process.exit(0);
