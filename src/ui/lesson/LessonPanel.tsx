/** A card of the lesson: what it says, what to do on the screen beside it, and what it asks. */
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { cardIds, cardNumber, neighbour, type CardId } from './cards.ts';
import { hasHappened } from './happened.ts';
import { leaveLesson, openCard } from './lessonMoves.ts';
import { LessonHints, LessonNext } from './LessonHints.tsx';
import { LessonCards } from './LessonCards.tsx';
import { LessonQuestion } from './LessonQuestion.tsx';
import { LessonRun } from './LessonRun.tsx';
import type { LessonFacts } from './facts.ts';
import { useLesson } from './useLesson.ts';
import '../styles/lesson.css';

/** What to do on the screen, and whether it has happened. */
function Task({ id, facts }: { id: CardId; facts: LessonFacts }) {
  const t = useText().lesson;
  const { task } = t.words[id];
  const isDone = hasHappened(id, facts);
  return (
    <p className="lesson-task" data-done={isDone}>
      <span className="lesson-tick" aria-hidden>
        {isDone ? '✓' : ''}
      </span>
      <span>
        <span className="eyebrow">{isDone ? t.done : t.toDo}</span>{' '}
        {typeof task === 'function' ? task(facts.levels.to) : task}
      </span>
    </p>
  );
}

/** Back, next, and in a narrow window, where the screen is below the card, the way back to it. */
function Turn({ id, isDone, onCard }: { id: CardId; isDone: boolean; onCard: () => void }) {
  const t = useText().lesson;
  const { store, controller } = usePage();
  const before = neighbour(id, -1);
  const after = neighbour(id, 1);
  return (
    <div className="lesson-turn">
      <Button
        className="button"
        isDisabled={before === null}
        onPress={() => before && openCard(store, before)}
      >
        {t.back}
      </Button>
      <Button className="button quiet lesson-return" onPress={onCard}>
        {t.progress(cardNumber(id), cardIds.length)}
        {isDone && ` ✓`}
      </Button>
      <Button
        className="button primary"
        onPress={() => (after ? openCard(store, after) : leaveLesson(store, controller))}
      >
        {after ? t.next : t.finish}
      </Button>
    </div>
  );
}

/** What a screen reader hears when the card is turned, and when its task is done. */
function Spoken({ id, facts }: { id: CardId; facts: LessonFacts }) {
  const t = useText().lesson;
  const isDone = hasHappened(id, facts);
  const progress = t.progress(cardNumber(id), cardIds.length);
  return (
    <p className="visually-hidden" role="status" data-testid="lesson-status">
      {progress}. {isDone ? t.done : t.toDo}.
    </p>
  );
}

interface LessonPanelProps {
  readonly id: CardId;
  /** The card that the page was opened with. */
  readonly arrival: CardId | null;
}

export function LessonPanel({ id, arrival }: LessonPanelProps) {
  const t = useText().lesson;
  const { store, controller } = usePage();
  const facts = useLesson(id);
  const screen = usePageState((state) => state.place.screen);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(arrival);
  const { title, text } = t.words[id];
  useEffect(() => {
    if (shown.current === id) return;
    shown.current = id;
    heading.current?.focus();
    scrollTo({ top: 0 });
  }, [id]);
  return (
    <section className="card lesson" aria-label={t.label}>
      <div className="lesson-head">
        <span className="eyebrow">{t.label}</span>
        <Button className="button quiet small" onPress={() => leaveLesson(store, controller)}>
          {t.leave}
        </Button>
      </div>
      <LessonCards id={id} facts={facts} />
      <div className="lesson-body">
        <div className="lesson-text">
          <p className="muted number">{t.progress(cardNumber(id), cardIds.length)}</p>
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {text.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <Task id={id} facts={facts} />
        </div>
        <div className="lesson-act">
          <LessonHints id={id} facts={facts} screen={screen} />
          <LessonRun id={id} facts={facts} />
          <LessonQuestion id={id} facts={facts} />
          {neighbour(id, 1) === null && <LessonNext />}
        </div>
      </div>
      <Turn id={id} isDone={hasHappened(id, facts)} onCard={() => heading.current?.focus()} />
      <Spoken id={id} facts={facts} />
    </section>
  );
}
