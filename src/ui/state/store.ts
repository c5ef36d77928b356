/** The page's one store: the run as the trainer reports it, and what the reader has chosen. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../core/failure.ts';
import { defaultRunConfig, type RunConfig } from '../../core/runConfig.ts';
import { noPairs, type PairsState } from './pairsState.ts';
import { initialRunState, type RunState } from './runState.ts';

/** Which advantages colour the tokens: the exact ones of the loss, or the outcome's share alone. */
export type AdvantageLayer = 'token' | 'outcome';

export interface PageState {
  readonly run: RunState;
  readonly config: RunConfig;
  readonly pairs: PairsState;
  /** What could not be used of the link that opened the page. */
  readonly notes: readonly string[];
  readonly layer: AdvantageLayer;
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
    pairs: noPairs,
    notes: [],
    layer: 'token',
    isBusy: false,
    loadFailure: null,
    ...initial,
  }));
}
