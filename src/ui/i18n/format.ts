/** Numbers, plural forms and lists of one language, all from Intl. */

/** The forms that a message gives for a count; Intl.PluralRules picks one. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

export interface Format {
  /** BCP 47 tag, for the `lang` attribute and for Intl. */
  readonly tag: string;
  /** A number; four significant digits unless told otherwise. */
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** A whole number with its groups of thousands. */
  readonly count: (value: number) => string;
  /** A number where room is scarce: three significant digits. */
  readonly short: (value: number) => string;
  /** A number with its sign, two to three places. */
  readonly signed: (value: number) => string;
  /** A share, 0–1, in whole per cent unless told otherwise. */
  readonly percent: (value: number, fractionDigits?: number) => string;
  /** Bytes in units of 10³. */
  readonly bytes: (value: number) => string;
  /** The form for a count, for example `plural(n, {one: 'pair', other: 'pairs'})`. */
  readonly plural: (value: number, forms: PluralForms) => string;
  /** "a, b and c". */
  readonly list: (items: readonly string[]) => string;
  readonly date: (value: Date | number) => string;
}

/** A true minus sign: the hyphen that some locales use is too short to be seen. */
const withMinus = (text: string) => text.replace('-', '−');

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Creates the formats of a language. Formatters are kept: making one is slow. */
export function createFormat(tag: string): Format {
  const formatters = new Map<string, Intl.NumberFormat>();
  const number = (value: number, options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    const formatter = formatters.get(key) ?? new Intl.NumberFormat(tag, options);
    formatters.set(key, formatter);
    return withMinus(formatter.format(value));
  };
  const plurals = new Intl.PluralRules(tag);
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    tag,
    number: (value, options = { maximumSignificantDigits: 4 }) => number(value, options),
    count: (value) => number(value, { maximumFractionDigits: 0 }),
    short: (value) => number(value, { maximumSignificantDigits: 3 }),
    signed: (value) =>
      number(value, {
        maximumFractionDigits: 3,
        minimumFractionDigits: 2,
        signDisplay: 'exceptZero',
      }),
    percent: (value, fractionDigits = 0) =>
      number(value, { style: 'percent', maximumFractionDigits: fractionDigits }),
    bytes: (value) => {
      const power = value < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(value) / 3));
      const scaled = value / 1000 ** power;
      const digits = power === 0 || scaled >= 10 ? 0 : 1;
      return number(scaled, {
        style: 'unit',
        unit: byteUnits[power] ?? 'byte',
        maximumFractionDigits: digits,
      });
    },
    plural: (value, forms) => forms[plurals.select(value)] ?? forms.other,
    list: (items) => lists.format(items),
    date: (value) => dates.format(value),
  };
}

/** The languages' own formats, which the catalogues use inside their messages. */
export const english = createFormat('en');
export const german = createFormat('de');
