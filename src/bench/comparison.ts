/** Puts the results of all engines beside each other: checks that they did the same work, and tabulates. */
import type { BenchFile, BenchJob, BenchRow, JobResult } from './benchRow.ts';
import { markdownTable } from './markdownTable.ts';

/** Largest difference of two engines' losses, nats, at the first and at the second step. */
const lossTolerance = 1e-3;

export interface FinishedJob {
  readonly job: BenchJob;
  readonly result: JobResult;
}

/** Where a row was measured. */
type Placed = Pick<BenchRow, 'adapter' | 'engine'>;

/**
 * The first loss shows that the models are the same, the second that gradients and updates are.
 * @throws Error naming both engines and losses when they differ, or when two adapters were used.
 */
export function requireSameWork(finished: readonly FinishedJob[]): void {
  for (const { job, result } of finished) {
    const first = finished.find(
      (other) => other.job.runtime === job.runtime && other.job.size === job.size,
    );
    if (!first) continue;
    const [engine, reference] = [job.engine, first.job.engine];
    result.losses.forEach((loss, step) => {
      const expected = first.result.losses[step];
      if (Math.abs(loss - expected) <= lossTolerance) return;
      throw new Error(
        `Size ${job.size} in ${job.runtime}: the loss of step ${step + 1} is ${loss} in ${engine} and ` +
          `${expected} in ${reference}, so they do not do the same work and no ratio counts.`,
      );
    });
    requireOneAdapter(result.rows[0], first.result.rows[0]);
  }
}

/** @throws Error naming both engines and adapters when they are two. */
export function requireOneAdapter(row: Placed, reference: Placed): void {
  if (row.adapter === reference.adapter) return;
  throw new Error(
    `${row.engine} ran on ${row.adapter} and ${reference.engine} on ${reference.adapter}; ratios need one adapter.`,
  );
}

/** What the file holds: a peak for each runtime, the best measured, and every row with its share of it. */
export function assembleFile(finished: readonly FinishedJob[]): BenchFile {
  const peaks: BenchFile['peaks'] = [];
  for (const { job, result } of finished) {
    if (result.matmulPeak === null) continue;
    const known = peaks.find(({ runtime }) => runtime === job.runtime);
    if (known) known.matmul_gflops = Math.max(known.matmul_gflops, result.matmulPeak);
    else {
      const { adapter } = result.rows[0];
      peaks.push({ runtime: job.runtime, adapter, matmul_gflops: result.matmulPeak });
    }
  }
  const shareOf = ({ runtime, gflops }: BenchRow) => {
    const peak = peaks.find((p) => p.runtime === runtime);
    return gflops === null || !peak ? null : gflops / peak.matmul_gflops;
  };
  const rows = finished.flatMap(({ result }) =>
    result.rows.map((row) => ({ ...row, share_of_peak: shareOf(row) })),
  );
  return { peaks, rows };
}

const headings = [
  ...['runtime', 'size', 'work', 'engine', 'median ms', 'min ms', 'tokens/s', 'dispatches'],
  ...['peak MB', 'share of peak', '× ours'],
];

/** The file as a Markdown table; "× ours" is the engine's median over ours. */
export function formatTable({ peaks, rows }: BenchFile): string {
  const lines = rows.map((row) => {
    const ours = rows.find(
      (other) =>
        other.engine === 'ours' &&
        (['runtime', 'size', 'work'] as const).every((key) => other[key] === row[key]),
    );
    return [
      ...[row.runtime, row.size, row.work, row.engine],
      ...[row.median_ms, row.min_ms, row.tokens_per_s, row.dispatches].map((n) => n.toFixed(0)),
      (row.peak_bytes / 1e6).toFixed(1),
      row.share_of_peak === null ? '' : `${(100 * row.share_of_peak).toFixed(0)} %`,
      ours ? (row.median_ms / ours.median_ms).toFixed(2) : '',
    ];
  });
  return [
    ...peaks.map(
      ({ runtime, adapter, matmul_gflops }) =>
        `${runtime}: ${adapter}, matmul peak ${matmul_gflops.toFixed(2)} GFLOP/s`,
    ),
    '',
    markdownTable(headings, lines),
  ].join('\n');
}
