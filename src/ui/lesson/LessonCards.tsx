import type { MouseEvent } from 'react';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { addressOf } from '../state/addressBar.ts';
import { cardIds, cardNumber, type CardId } from './cards.ts';
import type { LessonFacts } from './facts.ts';
import { cardPlace, openCard } from './lessonMoves.ts';

function CardLink(props: { id: CardId; isCurrent: boolean; facts: LessonFacts }) {
  const { id, isCurrent, facts } = props;
  const t = useText().lesson;
  const { store } = usePage();
  const href = usePageState(({ config }) =>
    addressOf({ config, lesson: id }, cardPlace(facts, id)),
  );
  const isAnswered = usePageState((state) => state.lessonNotes.predictions[id]?.isGiven === true);
  const name = t.card(cardNumber(id), t.words[id].title);
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openCard(store, id);
  };
  return (
    <a
      className="lesson-link"
      href={href}
      aria-label={isAnswered ? `${name}, ${t.answered}` : name}
      aria-current={isCurrent ? 'step' : undefined}
      data-answered={isAnswered || undefined}
      title={t.words[id].title}
      onClick={onClick}
    >
      {cardNumber(id)}
    </a>
  );
}

/** The way to every card, in any order. */
export function LessonCards({ id, facts }: { id: CardId; facts: LessonFacts }) {
  const t = useText().lesson;
  return (
    <nav aria-label={t.cards}>
      <ol className="lesson-cards">
        {cardIds.map((other) => (
          <li key={other}>
            <CardLink id={other} isCurrent={other === id} facts={facts} />
          </li>
        ))}
      </ol>
    </nav>
  );
}
