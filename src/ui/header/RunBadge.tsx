import { useText } from '../i18n/language.ts';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePageState } from '../page.ts';

/** On every screen but Train: that a run goes on, how far it is, and the way to it. */
export function RunBadge() {
  const t = useText();
  const trainer = usePageState((state) => state.run.trainer);
  const step = usePageState((state) => state.run.step);
  const maxSteps = usePageState((state) => state.config.maxSteps);
  const isOnTrain = usePageState((state) => state.place.screen === 'train');
  if (isOnTrain || (trainer !== 'running' && trainer !== 'paused')) return null;
  return (
    <ScreenLink screen="train" className="badge run-badge">
      <strong>{t.controls.states[trainer]}</strong>{' '}
      <span className="number">{t.shell.runOn(step, maxSteps)}</span>
    </ScreenLink>
  );
}
