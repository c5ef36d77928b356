/** Measures PatchGrad's engine beside stock TensorFlow.js and jax-js: npm run bench -- --help. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { engineNames } from '../bench/benchEngine.ts';
import { runtimeNames, type BenchJob } from '../bench/benchRow.ts';
import {
  assembleFile,
  formatTable,
  requireSameWork,
  type FinishedJob,
} from '../bench/comparison.ts';
import { sizeNames } from '../bench/workload.ts';
import { openRuntime } from './benchRuntime.ts';

const usage = `Usage: npm run bench -- [options]
Trains and samples the same model in each engine, one after the other, each in a process or page of its own.

  --out FILE        write the rows as JSON
  --sizes LIST      of ${sizeNames.join(',')} (default: all)
  --engines LIST    of ${engineNames.join(',')} (default: all)
  --in LIST         of ${runtimeNames.join(',')} (default: both)
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
      repeat: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const parsed = optionsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new Error(`--${String(path[0])}: ${message}. See --help.`);
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
          // After each job, so that a long run that is stopped has not been for nothing.
          if (options.out) {
            writeFileSync(options.out, `${JSON.stringify(assembleFile(finished), null, 2)}\n`);
          }
        }
      }
    } finally {
      await close();
    }
  }
  console.log(formatTable(assembleFile(finished)));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await bench(options);
  else console.log(usage);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
