/** The weight β of the KL over a run: fixed, or steered towards a target. */
import type { PerToken } from './perToken.ts';
import type { RunConfig } from './runConfig.ts';
import { mean } from './statistics.ts';

export type KlControllerSettings = Pick<
  RunConfig,
  'beta' | 'klController' | 'targetKl' | 'klHorizon'
>;

export interface KlController {
  readonly beta: () => number;
  /** Tells it the KL of a batch of so many completions, which the next step's β follows. */
  readonly update: (kl: number, completions: number) => void;
}

/** The most by which one update may see the KL off its target; Ziegler et al. 2019. */
const largestError = 0.2;

/**
 * fixed: always settings.beta. adaptive: β ← β·(1 + e·n/horizon) with e = kl/target − 1 clipped to ±0.2 and n
 * completions. Ziegler et al. 2019; TRL and verl AdaptiveKLController.
 * @param from β of an earlier run to go on with; settings.beta without it
 */
export function createKlController(
  { beta, klController, targetKl, klHorizon }: KlControllerSettings,
  from: number = beta,
): KlController {
  if (klController === 'fixed') return { beta: () => beta, update: () => undefined };
  let current = from;
  return {
    beta: () => current,
    update: (kl, completions) => {
      const error = Math.min(Math.max(kl / targetKl - 1, -largestError), largestError);
      // A batch longer than the horizon counts as one: β must not reach 0, from where it cannot come back.
      current *= 1 + error * Math.min(completions / klHorizon, 1);
    },
  };
}

/**
 * The KL that the controller hears: mean over completions of the mean over their tokens of k1 = old − ref,
 * from sampling; completions without a token in the mask do not count. verl apply_kl_penalty.
 */
export function sampledKl(
  { oldLogprobs, refLogprobs }: { readonly oldLogprobs: PerToken; readonly refLogprobs: PerToken },
  completionMask: PerToken,
): number {
  const perCompletion = completionMask.flatMap((mask, b) => {
    const k1 = mask.flatMap((m, t) => (m === 0 ? [] : [oldLogprobs[b][t] - refLogprobs[b][t]]));
    return k1.length > 0 ? [mean(k1)] : [];
  });
  return mean(perCompletion);
}
