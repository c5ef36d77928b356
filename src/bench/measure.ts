/** Times a piece of work from an idle queue to an idle queue, and counts what it asks of the device. */
import type { Probe } from './probe.ts';

/** A piece of work that takes longer than this is measured once. */
const longMs = 20_000;

export interface Measured {
  readonly times: number[];
  readonly dispatches: number;
  readonly peakBytes: number;
}

/**
 * Runs the work once, which compiles its pipelines, then as often as asked or once when it takes long.
 * @throws Error when the device refused a command
 */
export async function measure(
  probe: Probe,
  repeats: number,
  work: () => Promise<void>,
): Promise<Measured> {
  await work();
  await probe.settle();
  requireHealth(probe);
  const times: number[] = [];
  let dispatches = 0;
  probe.reset();
  do {
    const before = probe.dispatches();
    const start = performance.now();
    await work();
    await probe.settle();
    times.push(performance.now() - start);
    dispatches = probe.dispatches() - before;
    requireHealth(probe);
  } while (times.length < repeats && times[0] < longMs);
  return { times, dispatches, peakBytes: probe.peakBytes() };
}

/** The columns that every row has of its repetitions. */
export function summarize({ times, dispatches }: Measured) {
  return {
    median_ms: medianOf(times),
    min_ms: Math.min(...times),
    repeats: times.length,
    dispatches,
  };
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function requireHealth(probe: Probe): void {
  const failure = probe.failure();
  if (failure) throw new Error(`The GPU refused a command, so no number counts: ${failure}`);
}

/** As WebGPU names it. @throws Error without one */
export async function describeAdapter(): Promise<string> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('WebGPU has no adapter here, so nothing can be measured.');
  const { vendor, architecture, description } = adapter.info;
  return [vendor, architecture, description].filter(Boolean).join(' ') || 'unnamed adapter';
}
