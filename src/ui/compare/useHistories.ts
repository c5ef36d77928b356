/** What the chosen runs told, read from the library; read again when the library changes. */
import { useEffect, useState } from 'react';
import type { StoredHistory } from '../../worker/libraryContract.ts';
import { usePage, usePageState } from '../page.ts';

export interface Histories {
  readonly histories: ReadonlyMap<string, StoredHistory>;
  /** Not all of the chosen runs are there yet. */
  readonly isReading: boolean;
}

export function useHistories(ids: readonly string[]): Histories {
  const { library } = usePage();
  const changes = usePageState((state) => state.library.changes);
  const [histories, setHistories] = useState<ReadonlyMap<string, StoredHistory>>(new Map());
  const [read, setRead] = useState<string | null>(null);
  const wanted = ids.join(',');
  useEffect(() => {
    let isGone = false;
    const readAll = async () => {
      const found = await Promise.all(
        (wanted === '' ? [] : wanted.split(',')).map(async (id) => ({
          id,
          history: await library.history(id),
        })),
      );
      if (isGone) return;
      setHistories(
        new Map(found.flatMap(({ id, history }) => (history === null ? [] : [[id, history]]))),
      );
      setRead(wanted);
    };
    void readAll();
    return () => {
      isGone = true;
    };
  }, [library, wanted, changes]);
  return { histories, isReading: read !== wanted };
}
