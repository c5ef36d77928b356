/** How fast items end, and how long the rest will take. */
import { isEnded, itemStates, type ItemSummary, type Progress } from './contract.ts';

/** Items over whose ends the rate is taken. */
const span = 30;

export class ProgressMeter {
  #started: number;
  /** When the last items that needed the model ended. */
  #ends: number[] = [];

  constructor(private readonly now: () => number) {
    this.#started = now();
  }

  restart(): void {
    this.#started = this.now();
    this.#ends = [];
  }

  /** @param isPaid answers that were there already say nothing about the rate */
  ended(isPaid: boolean): void {
    if (isPaid) this.#ends = [...this.#ends, this.now()].slice(-span);
  }

  progress(
    items: readonly ItemSummary[],
  ): Pick<Progress, 'items' | 'ended' | 'byState' | 'seconds' | 'itemsPerMinute' | 'secondsLeft'> {
    const counts = new Map(itemStates.map((state) => [state, 0]));
    for (const { state } of items) counts.set(state, (counts.get(state) ?? 0) + 1);
    const ended = items.filter(({ state }) => isEnded(state)).length;
    const perMs = this.#rate();
    return {
      items: items.length,
      ended,
      // A record of every state; fromEntries gives any names.
      byState: Object.fromEntries(counts) as Progress['byState'],
      seconds: Math.max(0, this.now() - this.#started) / 1000,
      itemsPerMinute: perMs === null ? null : perMs * 60_000,
      secondsLeft: perMs === null || perMs === 0 ? null : (items.length - ended) / perMs / 1000,
    };
  }

  /** Items a millisecond: of the last ones, from the end before the first of them. */
  #rate(): number | null {
    if (this.#ends.length === 0) return null;
    const isFull = this.#ends.length === span;
    const since = isFull ? this.#ends[0] : this.#started;
    const count = isFull ? span - 1 : this.#ends.length;
    const ms = this.now() - since;
    return ms <= 0 ? null : count / ms;
  }
}
