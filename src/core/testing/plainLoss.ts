/** The policy loss with nothing but its clips, from which a test departs. */
import type { PolicyLossSettings } from '../objective.ts';

export const plainLoss: PolicyLossSettings = {
  importanceSamplingLevel: 'token',
  klPlacement: 'loss',
  entropyCoef: 0,
  epsilon: 0.2,
  epsilonHigh: 0.28,
  delta: 3,
  beta: 0,
  klEstimator: 'k3',
  lossType: 'token-mean',
  maxCompletionLength: 8,
};
