import { Button } from 'react-aria-components';
import { Bar } from '../controls/Bar.tsx';
import { formatDuration } from '../controls/duration.ts';
import { Icon } from '../Icon.tsx';
import { useLocale } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { orderOf } from '../state/vul2safeController.ts';
import { useVul2Safe } from './useVul2Safe.ts';

function Commands() {
  const { messages } = useLocale();
  const t = messages.vul2safe;
  const { vul2safe } = usePage();
  const isRunning = useVul2Safe((state) => state.isRunning);
  const canAsk = useVul2Safe(
    (state) => state.set === 'example' || orderOf(state, location.origin) !== null,
  );
  const left = useVul2Safe(({ progress }) =>
    progress === null ? 0 : progress.items - progress.ended,
  );
  return (
    <div className="buttons" role="group" aria-label={t.commands}>
      <Button
        className="button primary"
        isDisabled={isRunning || left === 0 || !canAsk}
        onPress={() => void vul2safe.start()}
      >
        <Icon name="play" /> {t.start}
      </Button>
      <Button
        className="button"
        isDisabled={!isRunning}
        aria-describedby="v2s-pause"
        onPress={() => void vul2safe.pause()}
      >
        <Icon name="pause" /> {t.pause}
      </Button>
      <Button
        className="button"
        isDisabled={!isRunning}
        aria-describedby="v2s-stop"
        onPress={() => void vul2safe.stop()}
      >
        <Icon name="stop" /> {t.stop}
      </Button>
      <span id="v2s-pause" hidden>
        {t.pauseMeaning}
      </span>
      <span id="v2s-stop" hidden>
        {t.stopMeaning}
      </span>
    </div>
  );
}

/** Commands, how far the work is, how fast it goes, what it took, and why it stopped. */
export function WorkBar() {
  const { messages, format } = useLocale();
  const t = messages.vul2safe;
  const progress = useVul2Safe((state) => state.progress);
  const isRunning = useVul2Safe((state) => state.isRunning);
  const stop = useVul2Safe((state) => state.stop);
  if (progress === null) return null;
  const { items, ended, calls, cachedAnswers, retries, tokens, cost, lostCalls } = progress;
  return (
    <section className="card v2s-work" aria-labelledby="v2s-work">
      <h2 id="v2s-work" className="visually-hidden">
        {t.work}
      </h2>
      <div className="controls">
        <Commands />
        <div className="progress">
          <p className="progress-words">
            <strong className="state" data-testid="v2s-state">
              {isRunning ? t.running : t.resting}
            </strong>
            <span className="number">{t.endedOf(ended, items)}</span>
            {isRunning && progress.itemsPerMinute !== null && (
              <span className="number">{t.perMinute(format.short(progress.itemsPerMinute))}</span>
            )}
            {isRunning && progress.secondsLeft !== null && (
              <span>{messages.controls.left(formatDuration(progress.secondsLeft * 1000))}</span>
            )}
            <span className="number">{t.callsMade(calls, cachedAnswers, retries)}</span>
            <span className="number">
              {t.tokensTaken(tokens)}
              {cost > 0 && t.costTaken(format.number(cost, { maximumFractionDigits: 4 }))}
            </span>
          </p>
          <Bar label={t.endedItems} value={ended} most={items} />
        </div>
      </div>
      {lostCalls > 0 && <p className="note">{t.lostCalls(lostCalls)}</p>}
      <div role="status">
        {!isRunning && stop !== null && stop.cause !== 'done' && (
          <p className="note" data-testid="v2s-stop">
            <strong>{t.causes[stop.cause]}</strong>{' '}
            {stop.cause !== 'asked' && (
              <span lang="en" translate="no">
                {stop.message}
              </span>
            )}
          </p>
        )}
      </div>
    </section>
  );
}
