/** A probability as the reader sees it. Pure. */
import type { Format } from '../i18n/format.ts';
import { currentLocale } from '../i18n/language.ts';

const smallest = 0.001;

/** In tenths of a per cent; smaller ones as "below 0.1 %". */
export const formatShare = (share: number, format: Format): string =>
  share < smallest
    ? currentLocale().messages.generate.below(format.percent(smallest, 1))
    : format.percent(share, 1);
