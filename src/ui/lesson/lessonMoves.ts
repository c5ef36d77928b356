/** Turning the cards: each one moves the page to the screen that it talks about. */
import type { TrainController } from '../state/controller.ts';
import type { Place } from '../state/place.ts';
import type { PageState, PageStore } from '../state/store.ts';
import { cards, type CardId } from './cards.ts';
import { factsOf, type LessonFacts } from './facts.ts';
import { cardConfig, settingsBefore } from './lessonConfig.ts';
import { withBefore, withoutBefore } from './lessonNotes.ts';

/** The screen of a card, with the runs of the lesson where it compares them. */
export function cardPlace(
  { plain, broken, sft }: Pick<LessonFacts, 'plain' | 'broken' | 'sft'>,
  id: CardId,
): Place {
  const { place } = cards[id];
  if (id !== 'compare') return place;
  if (plain === null || broken === null) return place;
  const runs = [plain, broken, ...(sft ? [sft] : [])].map(({ id }) => id).join();
  return { ...place, details: { ...place.details, runs } };
}

/** Opens a card. What is being trained goes on. */
export function openCard(store: PageStore, id: CardId): void {
  store.setState((state) => ({ lesson: id, place: cardPlace(factsOf(state), id), notes: [] }));
}

export const isUnderWay = ({ trainer }: PageState['run']): boolean =>
  trainer === 'running' || trainer === 'paused';

type Settings = Pick<TrainController, 'setConfig'>;

/** Sets what the next run is started with to the settings of a card; a run that is under way keeps its own. */
export function setUpCard(store: PageStore, controller: Settings, id: CardId): void {
  const { config, lessonNotes, run } = store.getState();
  const foundRun = isUnderWay(run) ? run.record : null;
  const notes = withBefore(lessonNotes, settingsBefore(config), foundRun);
  store.setState({ lessonNotes: notes });
  if (notes.before === null || isUnderWay(run)) return;
  controller.setConfig(cardConfig(notes.before, notes.isDefault, id));
}

/** Lets the runs of the lesson take the default from now on. */
export function takeDefault(store: PageStore, controller: Settings, id: CardId): void {
  store.setState(({ lessonNotes }) => ({ lessonNotes: { ...lessonNotes, isDefault: true } }));
  setUpCard(store, controller, id);
}

/** Closes the lesson and gives the reader's settings back. A run that is under way stays as it is. */
export function leaveLesson(store: PageStore, controller: Settings): void {
  const { lessonNotes } = store.getState();
  if (lessonNotes.before !== null) controller.setConfig(lessonNotes.before);
  store.setState({ lesson: null, lessonNotes: withoutBefore(lessonNotes) });
}
