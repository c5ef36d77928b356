import { Button } from 'react-aria-components';
import { useLocale } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { DeleteButton } from './DeleteButton.tsx';
import { EntryName } from './EntryName.tsx';

/** Pairs that runs were trained on. */
export function DataList() {
  const { library } = usePage();
  const { messages, format } = useLocale();
  const t = messages.library;
  const sets = usePageState((state) => state.library.list?.pairs ?? null);
  return (
    <section aria-labelledby="library-data">
      <h2 id="library-data">{t.data}</h2>
      {sets?.length === 0 && <p className="muted">{t.noData}</p>}
      <ul className="entries">
        {sets?.map(({ fingerprint, name, savedAt, count, bytes }) => (
          <li key={fingerprint} className="entry card">
            <div className="entry-body">
              <EntryName shelf="pairs" id={fingerprint} name={name} />
              <p className="entry-line">
                <span>{t.pairs(count)}</span>
                <span>{format.date(savedAt)}</span>
                <span>{format.bytes(bytes)}</span>
              </p>
            </div>
            <div className="entry-buttons" role="group" aria-label={name}>
              <Button
                className="button small"
                aria-label={t.exportPairs(name)}
                onPress={() => void library.savePairs(fingerprint)}
              >
                {t.export}
              </Button>
              <DeleteButton
                name={name}
                meaning={t.removePairs}
                onDelete={() => void library.remove('pairs', fingerprint)}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Entries that cannot be read; all that can be done is to delete them. */
export function DamagedList() {
  const { library } = usePage();
  const { messages } = useLocale();
  const t = messages.library;
  const damaged = usePageState((state) => state.library.list?.damaged ?? null);
  if (damaged === null || damaged.length === 0) return null;
  return (
    <section aria-labelledby="library-damaged">
      <h2 id="library-damaged">{t.damaged}</h2>
      <p>{t.damagedMeaning}</p>
      <ul className="entries">
        {damaged.map(({ shelf, key, why }) => (
          <li key={`${shelf} ${key}`} className="entry card">
            <div className="entry-body">
              <h3>{key}</h3>
              <pre className="damaged-why" lang="en" translate="no">
                {why}
              </pre>
            </div>
            <DeleteButton
              name={key}
              meaning={t.damagedMeaning}
              onDelete={() => void library.remove(shelf, key)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
