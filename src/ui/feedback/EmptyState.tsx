import { totalSteps } from '../../core/stagePlan.ts';
import { Button } from 'react-aria-components';
import { commandsFor } from '../controls/commands.ts';
import { Icon } from '../Icon.tsx';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { Legend } from '../tokens/Legend.tsx';

/** Before the first rollout: what one press of the button will do. */
export function EmptyState() {
  const t = useText().train;
  const { controller } = usePage();
  const trainer = usePageState((state) => state.run.trainer);
  const isBusy = usePageState((state) => state.isBusy);
  const config = usePageState((state) => state.config);
  const { canStart } = commandsFor(trainer, isBusy);
  const isUnderWay = isBusy || trainer === 'running' || trainer === 'paused';
  const hasTests = usePageState((state) => !state.pairs.isTrainedOn);
  return (
    <section className="empty" aria-label={t.whatWillHappen}>
      <h2>{isUnderWay ? t.underWay : t.invitation}</h2>
      <ol>
        <li>
          <strong>{t.write}</strong> {t.writeMeaning(config.promptsPerStep, config.numGenerations)}
        </li>
        <li>
          <strong>{t.judge}</strong> {hasTests ? t.judgeTests : t.judgePairs}
        </li>
        <li>
          <strong>{t.credit}</strong> {t.creditMeaning}
        </li>
        <li>
          <strong>{t.learn}</strong> {t.learnMeaning(totalSteps(config))}
        </li>
      </ol>
      {!isUnderWay && (
        <Button
          className="button primary large"
          isDisabled={!canStart}
          onPress={() => void controller.start()}
        >
          <Icon name="play" /> {t.startTraining}
        </Button>
      )}
      <Legend layer="advantage" />
    </section>
  );
}
