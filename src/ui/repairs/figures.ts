/** What funnel and histogram show, and how many records pass a threshold. Pure. */
import { milestones, type ItemSummary, type Milestone } from '../../vul2safe/contract.ts';

export interface FunnelBar {
  readonly milestone: Milestone;
  readonly count: number;
}

/** How many items came at least so far; each bar is a part of the one before. */
export function funnelOf(items: readonly ItemSummary[]): FunnelBar[] {
  const at = new Map<Milestone, number>();
  for (const { milestone } of items) at.set(milestone, (at.get(milestone) ?? 0) + 1);
  let count = items.length;
  return milestones.map((milestone) => {
    const bar = { milestone, count };
    count -= at.get(milestone) ?? 0;
    return bar;
  });
}

/** Bars of the histogram. */
export const bins = 20;

export interface HistogramBin {
  /** Confidence from here to the next bin; the last one holds 1, too. */
  readonly from: number;
  readonly accepted: number;
  /** With votes, and not accepted: rejected, failed, or not at its end. */
  readonly others: number;
}

export function histogramOf(items: readonly ItemSummary[]): HistogramBin[] {
  const counts = Array.from({ length: bins }, () => ({ accepted: 0, others: 0 }));
  for (const { confidence, state } of items) {
    if (confidence === null) continue;
    // 0.7 · 20 is a little less than 14, and belongs to the bin that begins there.
    const bin = Math.min(bins - 1, Math.floor(confidence * bins + 1e-9));
    counts[bin][state === 'accepted' ? 'accepted' : 'others'] += 1;
  }
  return counts.map((count, i) => ({ from: i / bins, ...count }));
}

export interface Passing {
  readonly items: number;
  /** One for each prompt. */
  readonly records: number;
  /** Accepted, and less trusted than asked. */
  readonly below: number;
}

/** As recordsOf (vul2safe/records.ts) counts: what a person accepted is not taken back by a threshold. */
export function passingOf(items: readonly ItemSummary[], threshold: number): Passing {
  const accepted = items.filter(({ state }) => state === 'accepted');
  const passing = accepted.filter(
    ({ isByPerson, confidence }) => isByPerson || (confidence ?? 0) >= threshold,
  );
  return {
    items: passing.length,
    records: passing.reduce((sum, { prompts }) => sum + prompts, 0),
    below: accepted.length - passing.length,
  };
}
