/** The choices of the Generate screen, which are those of its address. */
import { useCallback } from 'react';
import { usePage, usePageState } from '../page.ts';
import { showScreen } from '../state/addressBar.ts';
import { readChoices, writeChoices, type Choices } from './choices.ts';

export type Choose = (changes: Partial<Choices>) => void;

export function useChoices(): { choices: Choices; choose: Choose } {
  const { store } = usePage();
  const details = usePageState((state) => state.place.details);
  const choose = useCallback<Choose>(
    (changes) => {
      const before = readChoices(store.getState().place.details);
      showScreen(store, 'generate', writeChoices({ ...before, ...changes }));
    },
    [store],
  );
  return { choices: readChoices(details), choose };
}
