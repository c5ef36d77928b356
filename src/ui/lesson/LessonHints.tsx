import { Button } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePage } from '../page.ts';
import type { ScreenId } from '../state/place.ts';
import { cards, type CardId } from './cards.ts';
import type { LessonFacts } from './facts.ts';
import { cardPlace, openCard } from './lessonMoves.ts';

function ToCard({ id }: { id: CardId }) {
  const t = useText().lesson;
  const { store } = usePage();
  return (
    <Button className="button small" onPress={() => openCard(store, id)}>
      {t.words.compare.toCard(t.words[id].title)}
    </Button>
  );
}

/** What a card needs and does not find, with the way to it; null when it has all. */
function missing(
  id: CardId,
  facts: LessonFacts,
): 'mask' | 'rollouts' | 'tests' | 'plain' | 'broken' | null {
  const needsRollout = cards[id].place.screen === 'tokens';
  if (needsRollout && facts.rollout === null) return 'rollouts';
  if (id === 'limits' && facts.rollout?.outcome.cases.length === 0) return 'tests';
  if (cards[id].place.screen === 'data' && facts.looks.length === 0) return 'mask';
  if (id === 'compare' && facts.plain === null) return 'plain';
  if (id === 'compare' && facts.broken === null) return 'broken';
  return null;
}

function Missing({ what }: { what: NonNullable<ReturnType<typeof missing>> }) {
  const t = useText().lesson;
  switch (what) {
    case 'mask':
      return <p>{t.noMask}</p>;
    case 'tests':
      return <p>{t.noTests}</p>;
    case 'rollouts':
      return (
        <>
          <p>{t.noRollouts}</p>
          <ToCard id="step" />
        </>
      );
    case 'plain':
      return (
        <>
          <p>{t.words.compare.noPlain}</p>
          <ToCard id="learn" />
        </>
      );
    case 'broken':
      return (
        <>
          <p>{t.words.compare.noBroken}</p>
          <ToCard id="break" />
        </>
      );
  }
}

/** That the reader has left the card's screen, or that something the card asks about is not there. */
export function LessonHints(props: { id: CardId; facts: LessonFacts; screen: ScreenId }) {
  const { id, facts, screen } = props;
  const t = useText();
  const { screen: own, details } = cardPlace(facts, id);
  const what = missing(id, facts);
  return (
    <>
      {screen !== own && (
        <div className="note lesson-note">
          <p>{t.lesson.elsewhere}</p>
          <ScreenLink screen={own} details={details} className="button small">
            {t.lesson.toScreen(t.shell.screens[own])}
          </ScreenLink>
        </div>
      )}
      {what !== null && (
        <div className="note lesson-note">
          <Missing what={what} />
        </div>
      )}
    </>
  );
}

/** After the last card. */
export function LessonNext() {
  const t = useText().lesson.words.limits;
  return (
    <div className="lesson-next">
      <h3>{t.next}</h3>
      <ul>
        <li>
          <ScreenLink screen="data">{t.nextData}</ScreenLink>
        </li>
        <li>
          <ScreenLink screen="train">{t.nextTrain}</ScreenLink>
        </li>
        <li>
          <ScreenLink screen="library">{t.nextLibrary}</ScreenLink>
        </li>
      </ul>
    </div>
  );
}
