/** Gives components the store and the controller. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { DataApi } from '../worker/dataContract.ts';
import type { TrainController } from './state/controller.ts';
import type { GenerationController } from './state/generationController.ts';
import type { LibraryController } from './state/libraryController.ts';
import type { PairsController } from './state/pairsController.ts';
import type { Vul2SafeController } from './state/vul2safeController.ts';
import type { PageState, PageStore } from './state/store.ts';

export interface Page {
  readonly store: PageStore;
  readonly controller: TrainController;
  readonly pairs: PairsController;
  readonly data: DataApi;
  readonly library: LibraryController;
  readonly generation: GenerationController;
  readonly vul2safe: Vul2SafeController;
}

export const PageContext = createContext<Page | null>(null);

/** The page's store and controller. Throws outside of PageContext. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('No page here: render the component inside PageContext.');
  return page;
}

/** A part of the state; renders again only when that part changes. */
export function usePageState<T>(pick: (state: PageState) => T): T {
  return useStore(usePage().store, pick);
}
