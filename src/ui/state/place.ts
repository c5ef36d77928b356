/** Where in the page the reader is: the screen, and what the address says about it. Pure. */

/**
 * Every screen, in the order of the navigation, with the details its address may carry and their form.
 * Add a screen here, in screens/screens.ts, and its name in i18n (shell.screens).
 */
export const placeDetails = {
  start: {},
  /** A pair by its id, or by the family that its id begins with. */
  data: { pair: /^[\w./-]{1,120}$/ },
  train: {},
  tokens: {
    layer: /^(mask|outcome|tokenReward|kl|value|ratio|entropy|logprobChange)$/,
    contrast: /^1$/,
  },
  compare: {
    runs: /^[a-z0-9-]{4,64}(,[a-z0-9-]{4,64}){0,11}$/,
    metric: /^[\w@/-]{1,60}$/,
    smoothing: /^0\.\d{1,2}$/,
  },
  generate: {
    models: /^(base|run|[a-z0-9-]{4,64}@\d{1,7})(,(base|run|[a-z0-9-]{4,64}@\d{1,7})){0,2}$/,
    split: /^(train|validation|unseen-(names|phrasings|variants|families))$/,
    number: /^[1-9]\d{0,5}$/,
    /** A text of the reader's own. */
    text: /^[^]{1,1000}$/,
    /** How to write, as generate/choices.ts names it. */
    n: /^[1-8]$/,
    t: /^([01](\.\d{1,2})?|2)$/,
    k: /^\d{1,6}$/,
    p: /^(0\.(0[1-9]|[1-9]\d?)|1)$/,
    length: /^([1-9]\d?|[1-4]\d\d|50\d|51[0-2])$/,
    draws: /^\d{1,9}$/,
  },
  vul2safe: {},
  library: {},
} as const satisfies Record<string, Readonly<Record<string, RegExp>>>;

export type ScreenId = keyof typeof placeDetails;

/** In the order of the navigation. */
// Object.keys forgets the names that the table's type holds.
export const screenIds = Object.keys(placeDetails) as ScreenId[];

export interface Place {
  readonly screen: ScreenId;
  /** Names and values of placeDetails, for example the layer of Token rewards. */
  readonly details: Readonly<Record<string, string>>;
}

export const startPlace: Place = { screen: 'start', details: {} };

export const isScreenId = (name: string): name is ScreenId => Object.hasOwn(placeDetails, name);

/** Whether this screen's address may carry this detail, and with this value. */
export function isDetail(screen: ScreenId, name: string, value: string): boolean {
  const forms: Readonly<Record<string, RegExp>> = placeDetails[screen];
  return Object.hasOwn(forms, name) && (forms[name]?.test(value) ?? false);
}
