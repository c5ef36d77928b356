/** Durations and rates in words short enough for one line. */
import { currentLocale } from '../i18n/language.ts';

/** "about 40 s", "about 3 min", "about 2 h 10 min". */
export function formatDuration(milliseconds: number): string {
  const t = currentLocale().messages.controls;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return t.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return t.minutes(minutes);
  return t.hours(Math.floor(minutes / 60), minutes % 60);
}

/** Items a second of a phase so far, or null before there is anything to measure. */
export function formatRate(progress: {
  readonly done: number;
  readonly startedAt: number;
  readonly updatedAt: number;
}): string | null {
  const seconds = (progress.updatedAt - progress.startedAt) / 1000;
  if (seconds <= 0 || progress.done <= 0) return null;
  return currentLocale().messages.controls.rate(progress.done / seconds);
}
