/** Keeps the list of the library fresh while a component that shows it is there. */
import { useEffect } from 'react';
import { usePage, usePageState } from '../page.ts';
import type { LibraryState } from '../state/libraryState.ts';

/** The newest list; null before the first answer. */
export function useLibraryList(): LibraryState['list'] {
  const { library } = usePage();
  const list = usePageState((state) => state.library.list);
  const changes = usePageState((state) => state.library.changes);
  useEffect(() => {
    void library.refresh();
  }, [library, changes]);
  useEffect(() => {
    // Another tab may have changed it meanwhile.
    const onShow = () => {
      if (document.visibilityState === 'visible') void library.refresh();
    };
    document.addEventListener('visibilitychange', onShow);
    return () => document.removeEventListener('visibilitychange', onShow);
  }, [library]);
  return list;
}
