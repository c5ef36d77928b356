/** The rollout on screen as it would have been credited without some reward components. */
import { useEffect, useMemo, useState } from 'react';
import {
  recomputeAdvantages,
  rewardComponents,
  stepSettings,
  type RewardComponent,
} from '../../core/leaveOut.ts';
import type { Rollout } from '../../core/rollout.ts';
import type { RunConfig } from '../../core/runConfig.ts';

/** Runs when the page has nothing more urgent to do; returns how to call it off. */
function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(act, 50);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(act, { timeout: 500 });
  return () => cancelIdleCallback(handle);
}

/**
 * What the step was trained with, or null while that is not known or when it does not give back the stored
 * advantages. Found out when the page is idle: a step of 64 × 512 tokens takes longer than a frame.
 */
export function useStepSettings(rollouts: readonly Rollout[], config: RunConfig): RunConfig | null {
  const [found, setFound] = useState<{
    of: readonly Rollout[];
    config: RunConfig;
    settings: RunConfig | null;
  } | null>(null);
  useEffect(
    () =>
      whenIdle(() => setFound({ of: rollouts, config, settings: stepSettings(rollouts, config) })),
    [rollouts, config],
  );
  return found?.of === rollouts && found.config === config ? found.settings : null;
}

/** The rollout with the parts of its advantages recomputed; the rollout itself when nothing is left out. */
export function usePreview(
  rollouts: readonly Rollout[],
  rollout: Rollout,
  settings: RunConfig | null,
  without: ReadonlySet<RewardComponent>,
): Rollout {
  return useMemo(() => {
    if (settings === null || without.size === 0) return rollout;
    const row = rollouts.indexOf(rollout);
    if (row === -1) return rollout;
    const told = recomputeAdvantages(rollouts, settings, without);
    return {
      ...rollout,
      outcomeAdvantages: told.outcomeAdvantages[row],
      tokenAdvantages: told.tokenAdvantages[row],
      klAdvantages: told.klAdvantages[row],
      klRewards: told.klRewards[row],
      advantageShift: told.advantageShift,
      advantages: told.advantages[row],
    };
  }, [rollouts, rollout, settings, without]);
}

/** What can be left out of a step; none while its settings are not known. */
export function useComponents(rollouts: readonly Rollout[], settings: RunConfig | null) {
  return useMemo(
    () => (settings === null ? null : rewardComponents(rollouts)),
    [rollouts, settings],
  );
}
