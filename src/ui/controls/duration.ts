/** Durations and rates in words short enough for one line. */

/** "about 40 s", "about 3 min", "about 2 h 10 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return `about ${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} min`;
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Items a second of a phase so far, or null before there is anything to measure. */
export function formatRate(progress: {
  readonly done: number;
  readonly startedAt: number;
  readonly updatedAt: number;
}): string | null {
  const seconds = (progress.updatedAt - progress.startedAt) / 1000;
  if (seconds <= 0 || progress.done <= 0) return null;
  const rate = progress.done / seconds;
  return `${new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 }).format(rate)}/s`;
}
