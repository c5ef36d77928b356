/** What the benchmark asks of each engine. */
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
