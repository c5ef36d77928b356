/** What the benchmark asks of each engine. */
import type { ModelConfig } from '../model/modelConfig.ts';

export const engineNames = ['ours', 'stock', 'jax-js'] as const;
export type EngineName = (typeof engineNames)[number];

/** One engine with the benchmark's weights on its device. */
export interface BenchEngine {
  /** One update on the benchmark's batch; resolves with the loss (nats) before it. */
  readonly trainStep: () => Promise<number>;
  /** Samples the benchmark's completions; null where the engine has no such work here. */
  readonly generate: (() => Promise<number[][]>) | null;
  /** [n,n]·[n,n], `count` times, then one number read back; null where it is not measured. */
  readonly multiply: ((n: number, count: number) => Promise<void>) | null;
}

/** Loads and starts an engine alone, so that none meets a kernel that another one registered. */
export async function startBenchEngine(
  name: EngineName,
  config: ModelConfig,
): Promise<BenchEngine> {
  switch (name) {
    case 'ours':
      return (await import('./ours.ts')).startOurs(config);
    case 'stock':
      return (await import('./stock/stock.ts')).startStock(config);
    case 'jax-js':
      return (await import('./jax/jax.ts')).startJax(config);
  }
}
