import { useMemo, useState } from 'react';
import type { ItemSummary } from '../../vul2safe/contract.ts';
import { useLocale } from '../i18n/language.ts';
import { filterQueue, isShown, queueFilters, type QueueFilter } from './queueFilter.ts';
import { QueueList } from './QueueList.tsx';

/** All items with their states, filtered. */
export function Queue(props: {
  items: readonly ItemSummary[];
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const { messages, format } = useLocale();
  const t = messages.vul2safe;
  const { items, selected, onSelect } = props;
  const [filter, setFilter] = useState<QueueFilter>('all');
  const [text, setText] = useState('');
  const shown = useMemo(() => filterQueue(items, filter, text), [items, filter, text]);
  const counts = useMemo(
    () =>
      new Map(
        queueFilters.map((name) => [name, items.filter((item) => isShown(item, name)).length]),
      ),
    [items],
  );
  return (
    <section className="card v2s-queue" aria-labelledby="v2s-queue">
      <div className="mask-head">
        <h2 id="v2s-queue">{t.queue}</h2>
        <label htmlFor="v2s-filter">{t.show}</label>
        <select
          id="v2s-filter"
          value={filter}
          onChange={({ target }) =>
            setFilter(queueFilters.find((name) => name === target.value) ?? 'all')
          }
        >
          {queueFilters.map((name) => (
            <option key={name} value={name}>
              {t.filters[name]} ({format.count(counts.get(name) ?? 0)})
            </option>
          ))}
        </select>
        <label htmlFor="v2s-search">{t.search}</label>
        <input
          id="v2s-search"
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="muted">{t.noneShown}</p>
      ) : (
        <QueueList items={shown} selected={selected} onSelect={onSelect} />
      )}
    </section>
  );
}
