/** The page's one store: the run as the trainer reports it, and what the reader has chosen. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../core/failure.ts';
import { defaultRunConfig, type RunConfig } from '../../core/runConfig.ts';
import type { ShownMask } from '../data/shownMask.ts';
import type { CardId } from '../lesson/cards.ts';
import { noNotes, type LessonNotes } from '../lesson/lessonNotes.ts';
import type { AddressNote } from './configHash.ts';
import { nothingGenerated, type GenerationState } from './generationState.ts';
import { emptyLibrary, type LibraryState } from './libraryState.ts';
import { noPairs, type PairsState } from './pairsState.ts';
import { startPlace, type Place } from './place.ts';
import { initialRunState, type RunState } from './runState.ts';

/** One token of a rollout. */
export interface PinnedToken {
  readonly step: number;
  readonly group: number;
  readonly index: number;
  readonly token: number;
}

export interface PageState {
  readonly run: RunState;
  /** The settings on the screen, for the next run. */
  readonly config: RunConfig;
  /** Those of the run whose numbers are on the screen; null before any. */
  readonly runConfig: RunConfig | null;
  readonly place: Place;
  /** The card of the lesson that is open; null outside of the lesson. */
  readonly lesson: CardId | null;
  readonly lessonNotes: LessonNotes;
  /** What the Data screen shows; null before its first answer and on other screens. */
  readonly shownMask: ShownMask | null;
  /** What the reader pinned last on Token rewards. */
  readonly pinnedToken: PinnedToken | null;
  readonly pairs: PairsState;
  readonly library: LibraryState;
  readonly generation: GenerationState;
  /** What could not be used of the link that opened the page. */
  readonly notes: readonly AddressNote[];
  /** A command has been sent and not answered. */
  readonly isBusy: boolean;
  /** Why the engine could not be loaded; distinct from a failure of a run. */
  readonly loadFailure: Failure | null;
}

export type PageStore = StoreApi<PageState>;

export function createPageStore(initial: Partial<PageState> = {}): PageStore {
  return createStore<PageState>(() => ({
    run: initialRunState,
    config: defaultRunConfig,
    runConfig: null,
    place: startPlace,
    lesson: null,
    lessonNotes: noNotes,
    shownMask: null,
    pinnedToken: null,
    pairs: noPairs,
    library: emptyLibrary,
    generation: nothingGenerated,
    notes: [],
    isBusy: false,
    loadFailure: null,
    ...initial,
  }));
}
