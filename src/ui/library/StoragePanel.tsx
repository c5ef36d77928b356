import { Button } from 'react-aria-components';
import { Icon } from '../Icon.tsx';
import { useLocale } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import { useStorageUse } from '../start/storageUse.ts';

/** How much is stored of what, and whether the browser promises to keep it. */
export function StoragePanel() {
  const { messages, format } = useLocale();
  const t = messages.library;
  const list = usePageState((state) => state.library.list);
  const changes = usePageState((state) => state.library.changes);
  const { use, isRefused, keep } = useStorageUse(changes);
  const sum = (entries: readonly { bytes: number }[]) =>
    entries.reduce((total, { bytes }) => total + bytes, 0);
  const runs = sum(list?.runs ?? []);
  const data = sum(list?.pairs ?? []);
  const used = use?.used ?? null;
  const quota = use?.quota ?? null;
  const items = [
    { name: t.runsTake, bytes: runs },
    { name: t.dataTakes, bytes: data },
    ...(used === null ? [] : [{ name: t.restTakes, bytes: Math.max(0, used - runs - data) }]),
  ];
  if (list !== null && list.whyMemory !== null) {
    return (
      <section className="banner" role="status">
        <Icon name="warning" />
        <div>
          <h2>{t.memoryOnly}</h2>
          <p>{t.memoryMeaning}</p>
          <p className="muted" lang="en" translate="no">
            {list.whyMemory}
          </p>
        </div>
      </section>
    );
  }
  return (
    <section className="card library-storage" aria-labelledby="library-storage">
      <h2 id="library-storage">{t.storage}</h2>
      <p>{used === null || quota === null ? t.untold : t.used(used, quota)}</p>
      <dl className="library-items" aria-label={t.byItem}>
        {items.map(({ name, bytes }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{format.bytes(bytes)}</dd>
          </div>
        ))}
      </dl>
      {use?.isKept === true && <p className="muted">{t.kept}</p>}
      {use?.isKept === false && (
        <p className="muted">
          {t.notKept}{' '}
          <Button className="button small" onPress={() => void keep()}>
            {t.keep}
          </Button>
        </p>
      )}
      <p role="status">{isRefused && t.keepRefused}</p>
    </section>
  );
}
