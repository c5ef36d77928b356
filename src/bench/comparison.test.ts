/** Rows beside each other: what is refused, what is computed from them, and the arithmetic behind. */
import { describe, expect, it } from 'vitest';
import type { EngineName } from './benchEngine.ts';
import { benchFileSchema, jobResultSchema, type BenchRow } from './benchRow.ts';
import { assembleFile, formatTable, requireSameWork, type FinishedJob } from './comparison.ts';
import { medianOf } from './measure.ts';
import { benchConfig, parameterCount, trainFlops } from './workload.ts';

function finish(engine: EngineName, median: number, change: Partial<BenchRow> = {}): FinishedJob {
  const row: BenchRow = {
    ...{ runtime: 'node', adapter: 'a software adapter', size: '1M', work: 'train_step' },
    ...{ engine, median_ms: median, min_ms: median - 1, repeats: 5 },
    ...{ tokens_per_s: 1024_000 / median, dispatches: 100, peak_bytes: 2e6, gflops: 600 / median },
    ...change,
  };
  return {
    job: { runtime: row.runtime, size: row.size, engine, repeats: 5 },
    result: jobResultSchema.parse({
      rows: [row],
      losses: [6.5, 6.25],
      matmulPeak: engine === 'ours' ? 8 : null,
    }),
  };
}

describe('requireSameWork', () => {
  it('accepts equal losses on one adapter', () => {
    requireSameWork([finish('ours', 100), finish('stock', 1000)]);
  });

  it('names the engines, the step and the losses that differ', () => {
    const other = finish('stock', 1000);
    const finished = [
      finish('ours', 100),
      { ...other, result: { ...other.result, losses: [6.5, 6.252] as [number, number] } },
    ];
    expect(() => requireSameWork(finished)).toThrow(
      /loss of step 2 is 6\.252 in stock and 6\.25 in ours/,
    );
  });

  it('compares nothing across sizes or runtimes', () => {
    const tiny = finish('stock', 1000, { size: 'tiny' });
    const elsewhere = finish('stock', 1000, { runtime: 'chromium', adapter: 'another' });
    for (const { result } of [tiny, elsewhere]) result.losses = [7, 7];
    requireSameWork([finish('ours', 100), tiny, elsewhere]);
  });

  it('refuses two adapters', () => {
    const finished = [finish('ours', 100), finish('jax-js', 300, { adapter: 'a GPU' })];
    expect(() => requireSameWork(finished)).toThrow(/jax-js ran on a GPU and ours on a software/);
  });
});

describe('assembleFile', () => {
  const file = assembleFile([finish('ours', 100), finish('stock', 1000)]);

  it('gives each row its share of the measured peak', () => {
    expect(file.rows.map(({ share_of_peak }) => share_of_peak)).toEqual([0.75, 0.075]);
  });

  it('survives its schema and JSON', () => {
    expect(benchFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it('is printed with the peak and the ratio to ours', () => {
    const lines = formatTable(file).split('\n');
    expect(lines[0]).toContain('8.00 GFLOP/s');
    expect(lines.find((line) => line.includes('stock'))).toMatch(/\| 10\.00 \|$/);
  });
});

describe('the arithmetic', () => {
  it('counts the weights of size 1M', () => {
    // 512·128 + 4 · (2·128 + 4·128² + 3·128·384) + 128
    expect(parameterCount(benchConfig('1M'))).toBe(918_656);
  });

  it('counts 6 operations a weight and token, and causal attention', () => {
    const config = benchConfig('1M');
    // One token sees itself: 12 · 4 layers · 128.
    expect(trainFlops(config, 1, 1)).toBe(6 * 918_656 + 6144);
    // Two rows of three tokens: 1 + 2 + 3 pairs each.
    expect(trainFlops(config, 2, 3)).toBe(6 * 6 * 918_656 + 12 * 6144);
  });

  it('takes the median of odd and even counts', () => {
    expect(medianOf([9, 1, 5])).toBe(5);
    expect(medianOf([9, 1, 5, 6])).toBe(5.5);
  });
});
