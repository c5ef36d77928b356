import type { ModelConfig } from '../model/modelConfig.ts';
import type { BenchEngine, EngineName } from './benchEngine.ts';

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
