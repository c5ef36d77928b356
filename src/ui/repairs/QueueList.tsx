import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { ItemSummary } from '../../vul2safe/contract.ts';
import { useLocale } from '../i18n/language.ts';
import { moved, rowHeight, rowsInView } from './queueRows.ts';

function Row(props: {
  item: ItemSummary;
  id: string;
  place: number;
  of: number;
  isSelected: boolean;
  onSelect: () => void;
}) {
  const { messages, format } = useLocale();
  const t = messages.vul2safe;
  const { item, id, place, of, isSelected, onSelect } = props;
  const { title, state, reason, cwe, confidence, flags } = item;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-posinset={place + 1}
      aria-setsize={of}
      className="v2s-row-item"
      data-state={state}
      style={{ top: place * rowHeight, height: rowHeight }}
      onClick={onSelect}
    >
      <span className="v2s-state">{t.states[state]}</span>
      <code title={title}>{title}</code>
      <span translate="no">{cwe}</span>
      <span className="number">
        {confidence === null
          ? ''
          : format.number(confidence, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
      </span>
      <span className="muted" title={reason === null ? undefined : t.reasons[reason.code]}>
        {flags > 0 && `⚑ ${t.flagged} `}
        {reason !== null && t.reasons[reason.code]}
      </span>
    </div>
  );
}

/** The rows in view alone are in the page: a set may have thousands. One tab stop; arrows choose. */
export function QueueList(props: {
  items: readonly ItemSummary[];
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const { messages } = useLocale();
  const t = messages.vul2safe;
  const { items, selected, onSelect } = props;
  const idBase = useId();
  const list = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 480 });
  const current = items.findIndex(({ id }) => id === selected);
  const { first, last } = rowsInView(view, items.length);

  const measure = () => {
    const { scrollTop = 0, clientHeight = 480 } = list.current ?? {};
    setView({ top: scrollTop, height: clientHeight });
  };
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const next = moved(event.key, current, items.length, page);
    if (next === null) return;
    event.preventDefault();
    onSelect(items[next].id);
    const element = list.current;
    if (element === null) return;
    const top = next * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    if (top + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight - element.clientHeight;
    measure();
  };
  const isCurrentThere = current >= first && current < last;
  return (
    <div
      ref={list}
      className="v2s-list"
      role="listbox"
      tabIndex={0}
      aria-label={t.queue}
      aria-activedescendant={isCurrentThere ? `${idBase}${current}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={measure}
    >
      <div role="presentation" style={{ height: items.length * rowHeight }}>
        {items.slice(first, last).map((item, i) => (
          <Row
            key={item.id}
            item={item}
            id={`${idBase}${first + i}`}
            place={first + i}
            of={items.length}
            isSelected={item.id === selected}
            onSelect={() => onSelect(item.id)}
          />
        ))}
      </div>
    </div>
  );
}
