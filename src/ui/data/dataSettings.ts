/** The settings that the data worker is asked with, stable while none of them changes. */
import { useShallow } from 'zustand/react/shallow';
import type { DataSettings } from '../../worker/dataContract.ts';
import { usePageState } from '../page.ts';
import type { PageState } from '../state/store.ts';

const pick = ({ config }: PageState): DataSettings => ({
  diffLevel: config.diffLevel,
  bridgeGaps: config.bridgeGaps,
  insertionAnchors: config.insertionAnchors,
  seed: config.seed,
  pairsPerFamily: config.pairsPerFamily,
  scarcePrompts: config.scarcePrompts,
});

export const useDataSettings = (): DataSettings => usePageState(useShallow(pick));
