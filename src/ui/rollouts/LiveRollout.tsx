import { useCallback, useMemo } from 'react';
import { useText } from '../i18n/language.ts';
import { InspectorLine } from '../inspector/Inspector.tsx';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePage, usePageState } from '../page.ts';
import { select, selectedRollout } from '../state/runState.ts';
import type { Rollout } from '../../core/rollout.ts';
import { Legend } from '../tokens/Legend.tsx';
import { TokenCode } from '../tokens/TokenCode.tsx';
import { GroupStrip } from './GroupStrip.tsx';
import { useInspection } from './inspection.ts';
import { StepPicker } from './StepPicker.tsx';

function LiveTokens({ rollout, onHold }: { rollout: Rollout; onHold: () => void }) {
  const t = useText().tokens;
  const inspection = useInspection(rollout, 'advantage', onHold);
  return (
    <section className="card live-tokens" aria-label={t.rollout}>
      <pre className="prompt" aria-label={t.prompt} tabIndex={0}>
        {rollout.prompt.trim()}
      </pre>
      <TokenCode rollout={rollout} layer="advantage" inspection={inspection} />
      <InspectorLine rollout={rollout} token={inspection.token} />
      <Legend layer="advantage" />
      <p className="visually-hidden" role="status">
        {inspection.spoken}
      </p>
    </section>
  );
}

/** What the model wrote at the newest step, beside the charts; the whole instrument is a screen of its own. */
export function LiveRollout() {
  const { store } = usePage();
  const t = useText().tokens.live;
  const rollout = usePageState((state) => selectedRollout(state.run));
  const rollouts = usePageState((state) => state.run.rollouts);
  const step = rollout?.step ?? null;
  const group = rollout?.group ?? 0;
  const ofGroup = useMemo(
    () => (step === null ? [] : (rollouts.get(step) ?? []).filter((r) => r.group === group)),
    [rollouts, step, group],
  );
  const choose = useCallback(
    (index: number) => store.setState(({ run }) => ({ run: select(run, { step, group, index }) })),
    [store, step, group],
  );
  if (rollout === null) return null;
  return (
    <section className="live-rollout" aria-label={t.title}>
      <div className="rollouts-head">
        <h2>{t.title}</h2>
        <StepPicker />
        <p className="muted">{rollout.step === 0 ? t.untrained : t.words}</p>
        <ScreenLink screen="tokens" className="button">
          {t.open}
        </ScreenLink>
      </div>
      <LiveTokens rollout={rollout} onHold={() => choose(rollout.index)} />
      <GroupStrip rollouts={ofGroup} index={rollout.index} layer="advantage" onSelect={choose} />
    </section>
  );
}
