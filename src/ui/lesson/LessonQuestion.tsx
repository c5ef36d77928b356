import { useEffect, useRef, type FormEvent } from 'react';
import { Button, Form, Label, Radio, RadioGroup } from 'react-aria-components';
import { useLocale } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { showScreen } from '../state/addressBar.ts';
import { askedOf, type Asked } from './asked.ts';
import type { CardId } from './cards.ts';
import type { LessonFacts } from './facts.ts';
import { withPrediction, type Prediction } from './lessonNotes.ts';

/** What really happened, beside what was predicted. */
function Verdict({ asked, choice }: { asked: Asked; choice: string }) {
  const t = useLocale().messages.lesson;
  const { answer, choices } = asked;
  if (answer === null) return <p className="muted">{t.waiting}</p>;
  const isRight = answer.choice === choice;
  const label = choices.find(({ id }) => id === answer.choice)?.label ?? '';
  return (
    <div className="lesson-verdict" data-right={isRight}>
      <p>
        <strong>{isRight ? t.right : t.wrong(label)}</strong>
      </p>
      {answer.found.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

/** Predict first, then see what the page really shows. */
export function LessonQuestion({ id, facts }: { id: CardId; facts: LessonFacts }) {
  const locale = useLocale();
  const t = locale.messages.lesson;
  const { store } = usePage();
  const kept = usePageState((state) => state.lessonNotes.predictions[id]);
  const asked = askedOf(id, facts, locale);
  const { subject } = asked;
  const prediction = subject !== null && kept?.subject === subject ? kept : null;
  const isAnswered = prediction?.isGiven === true && asked.answer !== null;
  const form = useRef<HTMLFormElement>(null);
  /** Whose answer the reader waits for: one from an earlier visit is not scrolled to. */
  const awaited = useRef<CardId | null>(null);
  // Where the card has a height of its own, the answer may be out of sight.
  useEffect(() => {
    if (!isAnswered || awaited.current !== id) return;
    awaited.current = null;
    const card = form.current?.closest('.lesson');
    card?.scrollTo({ top: card.scrollHeight });
  }, [isAnswered, id]);
  if (subject === null) return null;
  const predict = (change: Partial<Prediction>) =>
    store.setState(({ lessonNotes }) => ({
      lessonNotes: withPrediction(lessonNotes, id, {
        subject,
        choice: prediction?.choice ?? '',
        isGiven: false,
        ...change,
      }),
    }));
  const give = (event: FormEvent) => {
    event.preventDefault();
    if (prediction === null) return;
    awaited.current = id;
    predict({ isGiven: true });
    // What the answer speaks of comes on the screen with it.
    if (id === 'contrast' && store.getState().place.screen === 'tokens') {
      showScreen(store, 'tokens', { contrast: '1' });
    }
  };
  return (
    <Form ref={form} className="lesson-question" onSubmit={give}>
      <RadioGroup
        key={subject}
        value={prediction?.choice ?? null}
        onChange={(choice) => predict({ choice })}
      >
        <Label>
          <span className="eyebrow">{t.predict}</span> {asked.question}
        </Label>
        {asked.choices.map((choice) => (
          <Radio key={choice.id} value={choice.id} className="radio">
            <span className="dot" aria-hidden />
            {choice.label}
          </Radio>
        ))}
      </RadioGroup>
      <Button className="button" type="submit" isDisabled={prediction === null}>
        {t.check}
      </Button>
      <div role="status">
        {prediction?.isGiven === true && <Verdict asked={asked} choice={prediction.choice} />}
      </div>
    </Form>
  );
}
