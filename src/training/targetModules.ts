/** Which weights RL changes. */
import type { Variable } from '@tensorflow/tfjs';
import type { RunConfig } from '../core/runConfig.ts';
import type { Transformer } from '../model/transformer.ts';

/**
 * The weights that the setting names, in the order of the optimizer: all, or the MLPs with their norms of the upper half
 * of the layers. The weights of attention, which copies names, then stay those of the base, and nothing is computed
 * backwards through the lower half.
 */
export function trainedVariables(
  { specs, variables, config }: Pick<Transformer, 'specs' | 'variables' | 'config'>,
  { targetModules }: Pick<RunConfig, 'targetModules'>,
): Variable[] {
  const names = trainedWeights(
    specs.map(({ name }) => name),
    config.num_hidden_layers,
    targetModules,
  );
  return variables.filter((_, i) => names.includes(specs[i].name));
}

/** The names among `all` of the weights of a model that are trained. */
export function trainedWeights(
  all: readonly string[],
  layers: number,
  targetModules: RunConfig['targetModules'],
): string[] {
  if (targetModules === 'all') return [...all];
  const upper = Array.from({ length: layers }, (_, i) => i).slice(Math.floor(layers / 2));
  const mlps = upper.flatMap((i) => ['mlpNorm', 'gateUp', 'down'].map((w) => `layer${i}.${w}`));
  return all.filter((name) => mlps.includes(name));
}
