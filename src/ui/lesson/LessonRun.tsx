import { Button } from 'react-aria-components';
import { presetOf } from '../../core/presets.ts';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { cards, type CardId } from './cards.ts';
import type { LessonFacts } from './facts.ts';
import { runKindOf } from './lessonConfig.ts';
import { isUnderWay, setUpCard, takeDefault } from './lessonMoves.ts';

/** A run is under way: the card uses it, or asks before it is stopped. */
function LiveRunNote({ id, facts }: { id: CardId; facts: LessonFacts }) {
  const t = useText().lesson;
  const { store, controller } = usePage();
  const isBusy = usePageState((state) => state.isBusy);
  const isFound = usePageState(
    ({ run, lessonNotes }) => run.record !== null && run.record === lessonNotes.foundRun,
  );
  const isInTheWay = facts.runKind !== cards[id].run;
  if (!isInTheWay && !isFound) return null;
  const stop = async () => {
    await controller.stop();
    setUpCard(store, controller, id);
  };
  return (
    <div className="note lesson-note">
      <p>{isInTheWay ? t.runInTheWay(facts.run.step) : t.runOn(facts.run.step)}</p>
      <Button className="button small" isDisabled={isBusy} onPress={() => void stop()}>
        {t.stopRun}
      </Button>
    </div>
  );
}

/** The settings on the screen are not what the card is about: its own, or the default it was tried out with. */
function SettingsNote({ id }: { id: CardId }) {
  const t = useText().lesson;
  const { store, controller } = usePage();
  const config = usePageState((state) => state.config);
  const before = usePageState((state) => state.lessonNotes.before);
  if (runKindOf(config) !== cards[id].run) {
    return (
      <div className="note lesson-note">
        <p>{t.settingsDiffer}</p>
        <Button className="button small" onPress={() => setUpCard(store, controller, id)}>
          {t.setUp}
        </Button>
      </div>
    );
  }
  if (before === null || cards[id].run !== 'plain' || presetOf(config) === 'token-grpo')
    return null;
  return (
    <div className="note lesson-note">
      <p>{t.unusual}</p>
      <Button className="button small" onPress={() => takeDefault(store, controller, id)}>
        {t.useDefault}
      </Button>
    </div>
  );
}

/** What stands between the reader and the run that a card asks about. */
export function LessonRun({ id, facts }: { id: CardId; facts: LessonFacts }) {
  if (cards[id].run === null || cards[id].place.screen !== 'train') return null;
  return isUnderWay(facts.run) ? <LiveRunNote id={id} facts={facts} /> : <SettingsNote id={id} />;
}
