/** The critic's lines of the table in metrics.ts; a step has them with the estimator gae only. */
import { metric, type MetricInfo } from './metricInfo.ts';

export const criticMetricTable = {
  'critic/vf_explained_var': metric(
    'Explained variance',
    '',
    'higher',
    '1 − var(returns − values) / var(returns) over tokens, values from sampling; gae only',
    'It should climb from 0 towards 1. Below 0 the critic misleads: GAE is then worse than no critic.',
  ),
  'critic/vf_loss': metric(
    'Value loss',
    '',
    'lower',
    '½ · mean over tokens of the larger squared error, clipped or not; gae only',
    'It should fall, and jump a little when the policy learns something new.',
  ),
  'critic/vf_clipfrac': metric(
    'Clipped values',
    'share',
    'lower',
    'tokens whose value has moved by more than cliprangeValue in this batch and has no gradient / tokens; gae only',
    '0 on the first update of a batch. High later: the critic learns slower than it could.',
  ),
  'critic/values/mean': metric(
    'Value',
    '',
    null,
    'mean over tokens of what the critic expects; gae only',
    'It should follow the return.',
  ),
  'critic/returns/mean': metric(
    'Return',
    '',
    'higher',
    'mean over tokens of advantage before whitening + value; gae only',
    'What the critic learns to expect.',
  ),
  'critic/grad_norm': metric(
    'Gradient norm of the critic',
    '',
    null,
    'global 2-norm of the gradient of the value head before it is clipped; gae only',
    'Spikes point to rewards of a new size.',
  ),
} as const satisfies Record<string, MetricInfo>;
