/** Measures PatchGrad's engine beside stock TensorFlow.js and jax-js: npm run bench -- --help. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { engineNames } from '../bench/benchEngine.ts';
import { runtimeNames, type BenchFile, type BenchJob } from '../bench/benchRow.ts';
import {
  assembleFile,
  formatTable,
  requireOneAdapter,
  requireSameWork,
  type FinishedJob,
} from '../bench/comparison.ts';
import {
  kernelEngineNames,
  kernelNames,
  type KernelFile,
  type KernelJob,
  type KernelRow,
} from '../bench/kernels/kernelRow.ts';
import { formatKernelTable } from '../bench/kernels/kernelTable.ts';
import { sizeNames } from '../bench/workload.ts';
import { openRuntime } from './benchRuntime.ts';

const usage = `Usage: npm run bench -- [options]
Trains and samples the same model in each engine, one after the other, each in a process or page of its own.

  --out FILE        write the rows as JSON
  --sizes LIST      of ${sizeNames.join(',')} (default: all)
  --engines LIST    of ${engineNames.join(',')} (default: all)
  --in LIST         of ${runtimeNames.join(',')} (default: both)
  --kernels         instead, measure each of our kernels beside the same maths in stock ops, at size 1M
  --only LIST       with --kernels, some of ${kernelNames.join(',')}
  --repeat N        repetitions after a warm-up (default 5; work over 20 s is measured once)
  --help            this text`;

/** A comma-separated list of known names. */
const listOf = <const T extends readonly [string, ...string[]]>(names: T) =>
  z
    .string()
    .default(names.join(','))
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(names)));

const optionsSchema = z.object({
  out: z.string().optional(),
  sizes: listOf(sizeNames),
  engines: listOf(engineNames),
  in: listOf(runtimeNames),
  kernels: z.boolean(),
  only: listOf(kernelNames),
  repeat: z.coerce.number().int().positive().default(5),
});
type Options = z.infer<typeof optionsSchema>;

/** Null when help was asked for. @throws Error naming the option that is wrong. */
function readOptions(parameters: string[]): Options | null {
  const { values } = parseArgs({
    args: parameters,
    options: {
      out: { type: 'string' },
      sizes: { type: 'string' },
      engines: { type: 'string' },
      in: { type: 'string' },
      kernels: { type: 'boolean', default: false },
      only: { type: 'string' },
      repeat: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  refuseMixture(values);
  const parsed = optionsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new Error(`--${String(path[0])}: ${message}. See --help.`);
}

/** @throws Error for an option that --kernels has no use for, or that is of no use without it. */
function refuseMixture(given: {
  kernels: boolean;
  sizes?: string;
  engines?: string;
  only?: string;
}) {
  if (given.only && !given.kernels) throw new Error('--only chooses among --kernels: add that.');
  if (!given.kernels) return;
  if (given.sizes) throw new Error('--kernels has one size, 1M: leave out --sizes.');
  if (given.engines?.includes('jax-js')) {
    throw new Error('--kernels compares ours and stock: leave jax-js out of --engines.');
  }
}

async function bench(options: Options): Promise<void> {
  const finished: FinishedJob[] = [];
  for (const runtime of options.in) {
    const { run, close } = await openRuntime(runtime);
    try {
      for (const size of options.sizes) {
        for (const engine of options.engines) {
          const job: BenchJob = { runtime, size, engine, repeats: options.repeat };
          console.error(`${runtime}, ${size}, ${engine} …`);
          finished.push({ job, result: await run(job) });
          requireSameWork(finished);
          save(options, assembleFile(finished));
        }
      }
    } finally {
      await close();
    }
  }
  console.log(formatTable(assembleFile(finished)));
}

async function benchKernels(options: Options): Promise<void> {
  const rows: KernelRow[] = [];
  const engines = kernelEngineNames.filter((name) => options.engines.includes(name));
  for (const runtime of options.in) {
    const { runKernels, close } = await openRuntime(runtime);
    try {
      for (const engine of engines) {
        console.error(`${runtime}, kernels, ${engine} …`);
        const job: KernelJob = { runtime, engine, kernels: options.only, repeats: options.repeat };
        rows.push(...(await runKernels(job)).rows);
        const here = rows.filter((row) => row.runtime === runtime);
        requireOneAdapter(here[here.length - 1], here[0]);
        save(options, { rows });
      }
    } finally {
      await close();
    }
  }
  console.log(formatKernelTable({ rows }));
}

/** After each job, so that a long run that is stopped has not been for nothing. */
function save({ out }: Options, file: BenchFile | KernelFile): void {
  if (out) writeFileSync(out, `${JSON.stringify(file, null, 2)}\n`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await (options.kernels ? benchKernels : bench)(options);
  else console.log(usage);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
