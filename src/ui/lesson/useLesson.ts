/** What an open lesson does by itself: it sets up each card, notes what was seen, and brings a run back after a reload. */
import { useEffect, useMemo, useRef } from 'react';
import { useHistories } from '../compare/useHistories.ts';
import { usePage, usePageState } from '../page.ts';
import { showScreen } from '../state/addressBar.ts';
import type { CardId } from './cards.ts';
import { factsOf, type LessonFacts } from './facts.ts';
import { cardPlace, isUnderWay, setUpCard } from './lessonMoves.ts';
import { lookOf, withLook } from './lessonNotes.ts';

/** Masks that were on the screen, and the run that was: questions are about them. */
function useNotes(): void {
  const { store } = usePage();
  const shownMask = usePageState((state) => state.shownMask);
  const record = usePageState((state) => state.run.record);
  useEffect(() => {
    if (shownMask === null) return;
    const look = lookOf(shownMask);
    store.setState(({ lessonNotes }) => ({ lessonNotes: withLook(lessonNotes, look) }));
  }, [store, shownMask]);
  useEffect(() => {
    if (record !== null) {
      store.setState(({ lessonNotes }) => ({ lessonNotes: { ...lessonNotes, record } }));
    }
  }, [store, record]);
}

/** After a reload the run of the lesson is still in the library: it is shown again, once. */
function useRestoredRun(id: CardId): void {
  const { store, library, controller } = usePage();
  const isTried = useRef(false);
  // The engine may still be loading: what is only shown does not need it.
  const isReady = usePageState(({ library: { list } }) => list !== null);
  useEffect(() => {
    if (!isReady || isTried.current) return;
    isTried.current = true;
    const { run, lessonNotes, library: kept } = store.getState();
    const isEmpty = !isUnderWay(run) && run.steps.length + run.evaluations.length === 0;
    const isThere = kept.list?.runs.some(({ id }) => id === lessonNotes.record) === true;
    const isElsewhere = kept.list?.live.includes(lessonNotes.record ?? '') === true;
    if (!isEmpty || !isThere || isElsewhere || lessonNotes.record === null) return;
    // It brings its own settings; those of the card stay.
    void library.open(lessonNotes.record).then(() => setUpCard(store, controller, id));
  }, [store, library, controller, id, isReady]);
}

/** Compare shows the runs of the lesson as soon as the library has told of them. */
function useComparedRuns(id: CardId, facts: LessonFacts): void {
  const { store } = usePage();
  const { runs } = cardPlace(facts, id).details;
  useEffect(() => {
    const { place } = store.getState();
    if (id !== 'compare' || place.screen !== 'compare' || runs === undefined) return;
    if (place.details['runs'] === undefined)
      showScreen(store, 'compare', { ...place.details, runs });
  }, [store, id, runs]);
}

/** Runs the lesson while this card is open. @returns what the card may ask about */
export function useLesson(id: CardId): LessonFacts {
  const { store, controller } = usePage();
  const state = usePageState((all) => all);
  const known = useMemo(() => factsOf(state), [state]);
  const compared = id === 'compare' ? (cardPlace(known, id).details.runs?.split(',') ?? []) : [];
  const { histories } = useHistories(compared);
  const facts = useMemo(() => factsOf(state, histories), [state, histories]);
  useNotes();
  useRestoredRun(id);
  useComparedRuns(id, facts);
  useEffect(() => setUpCard(store, controller, id), [store, controller, id]);
  return facts;
}
