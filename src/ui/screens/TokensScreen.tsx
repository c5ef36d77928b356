/** Token rewards: any rollout of the run taken apart, token by token. */
import { useCallback } from 'react';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePage, usePageState } from '../page.ts';
import { StepPicker } from '../rollouts/StepPicker.tsx';
import { TokenRewards } from '../rollouts/TokenRewards.tsx';
import { showScreen } from '../state/addressBar.ts';
import { select, selectedRollout } from '../state/runState.ts';
import { isLayerName, type LayerName } from '../tokens/layers.ts';
import { useText } from '../i18n/language.ts';

function NoRollouts() {
  const t = useText().tokens.nothing;
  return (
    <section className="card no-rollouts">
      <h2>{t.title}</h2>
      <p>{t.text}</p>
      <ScreenLink screen="train" className="button primary">
        {t.train}
      </ScreenLink>
    </section>
  );
}

/** What the address says of the screen: layer and contrast, where they differ from the default. */
function detailsOf(layer: LayerName, isContrast: boolean): Record<string, string> {
  return {
    ...(layer === 'advantage' ? {} : { layer }),
    ...(isContrast ? { contrast: '1' } : {}),
  };
}

export function TokensScreen() {
  const { store } = usePage();
  const rollout = usePageState((state) => selectedRollout(state.run));
  const rollouts = usePageState((state) => state.run.rollouts);
  const config = usePageState((state) => state.runConfig ?? state.config);
  const details = usePageState((state) => state.place.details);
  const onSelect = useCallback(
    ({ token, ...chosen }: { group: number; index: number; token?: number }) =>
      store.setState(({ run, pinnedToken }) => {
        const step = selectedRollout(run)?.step ?? null;
        const isPinned = token !== undefined && step !== null;
        return {
          run: select(run, { step, ...chosen }),
          pinnedToken: isPinned ? { step, ...chosen, token } : pinnedToken,
        };
      }),
    [store],
  );
  if (rollout === null) return <NoRollouts />;
  const layer = isLayerName(details['layer']) ? details['layer'] : 'advantage';
  const isContrast = details['contrast'] === '1';
  const show = (to: LayerName, withContrast: boolean) =>
    showScreen(store, 'tokens', detailsOf(to, withContrast));
  const onStep = (direction: 1 | -1) => {
    const steps = [...rollouts.keys()].sort((a, b) => a - b);
    const to = steps[steps.indexOf(rollout.step) + direction];
    if (to !== undefined) store.setState(({ run }) => ({ run: select(run, { step: to }) }));
  };
  return (
    <TokenRewards
      rollouts={rollouts.get(rollout.step) ?? []}
      selected={rollout}
      config={config}
      layer={layer}
      isContrast={isContrast}
      stepPicker={<StepPicker />}
      onLayer={(to) => show(to, false)}
      onContrast={(isOn) => show(isOn ? 'advantage' : layer, isOn)}
      onSelect={onSelect}
      onStep={onStep}
    />
  );
}
