/** Which items of the queue are shown. Pure. */
import { isEnded, type ItemSummary } from '../../vul2safe/contract.ts';

export const queueFilters = [
  'all',
  'queued',
  'working',
  'accepted',
  'rejected',
  'failed',
  'flagged',
  'decided',
] as const;
export type QueueFilter = (typeof queueFilters)[number];

export function isShown(item: ItemSummary, filter: QueueFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'working':
      return item.state !== 'queued' && !isEnded(item.state);
    case 'flagged':
      return item.flags > 0;
    case 'decided':
      return item.isDirected;
    case 'queued':
    case 'accepted':
    case 'rejected':
    case 'failed':
      return item.state === filter;
  }
}

/** @param text looked for in id, title, weakness, language and reason; empty: everything */
export function filterQueue(
  items: readonly ItemSummary[],
  filter: QueueFilter,
  text: string,
): ItemSummary[] {
  const wanted = text.trim().toLowerCase();
  return items.filter((item) => {
    if (!isShown(item, filter)) return false;
    if (wanted === '') return true;
    const { id, title, cwe, language, reason } = item;
    return [id, title, cwe, language, reason?.code ?? ''].some((part) =>
      part.toLowerCase().includes(wanted),
    );
  });
}
