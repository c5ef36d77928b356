/** Measures one engine at one size, in the process or page it is called in. */
import type { BenchEngine } from './benchEngine.ts';
import { startBenchEngine } from './startBenchEngine.ts';
import type { BenchJob, BenchRow, JobResult } from './benchRow.ts';
import { describeAdapter, measure, summarize, type Measured } from './measure.ts';
import { installProbe, type Probe } from './probe.ts';
import { benchConfig, generation, trainBatch, trainFlops } from './workload.ts';

/** Sides of the square products that the peak is the best of, as long as they are quick. */
const sides = [512, 1024, 2048, 4096];
/** One read-back is spread over products that take this long together. */
const productMs = 200;

/** @throws Error when the device refused a command. */
export async function runJob(job: BenchJob): Promise<JobResult> {
  const probe = installProbe();
  const adapter = await describeAdapter();
  const config = benchConfig(job.size);
  const engine = await startBenchEngine(job.engine, config);
  const flops = trainFlops(config, trainBatch.rows, trainBatch.width);

  const losses: number[] = [];
  const training = await measure(probe, job.repeats, async () => {
    losses.push(await engine.trainStep());
  });
  const row = (work: BenchRow['work'], measured: Measured, tokens: number): BenchRow => {
    const summary = summarize(measured);
    return {
      ...{ runtime: job.runtime, adapter, size: job.size, work, engine: job.engine },
      ...summary,
      tokens_per_s: (tokens * 1000) / summary.median_ms,
      peak_bytes: measured.peakBytes,
      gflops: work === 'train_step' ? flops / summary.median_ms / 1e6 : null,
    };
  };
  const rows = [row('train_step', training, trainBatch.rows * trainBatch.width)];
  const { generate } = engine;
  if (generate) {
    const sampling = await measure(probe, job.repeats, async () => requireTokens(await generate()));
    rows.push(row('generate', sampling, generation.rows * generation.steps));
  }
  return { rows, losses: [losses[0], losses[1]], matmulPeak: await measurePeak(engine, probe) };
}

async function measurePeak({ multiply }: BenchEngine, probe: Probe): Promise<number | null> {
  if (!multiply) return null;
  let best = 0;
  for (const n of sides) {
    const single = Math.min(...(await measure(probe, 3, () => multiply(n, 1))).times);
    const count = Math.max(1, Math.round(productMs / single));
    const { times } = await measure(probe, 3, () => multiply(n, count));
    best = Math.max(best, (count * 2 * n ** 3) / Math.min(...times) / 1e6);
    // The next side takes eight times as long.
    if (single > productMs) break;
  }
  return best;
}

function requireTokens(completions: readonly (readonly number[])[]): void {
  const { rows, steps } = generation;
  if (completions.length === rows && completions.every(({ length }) => length === steps)) return;
  throw new Error(`generate gave other than ${rows} rows of ${steps} tokens; it did less work.`);
}
