/** Where in the page the reader is: the screen, and what the address says about it. Pure. */

/**
 * Every screen, in the order of the navigation, with the details its address may carry and their form.
 * Add a screen here, in screens/screens.ts, and its name in i18n (shell.screens).
 */
export const placeDetails = {
  start: {},
  data: {},
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
  library: {},
} as const satisfies Record<string, Readonly<Record<string, RegExp>>>;

export type ScreenId = keyof typeof placeDetails;

/** In the order of the navigation. */
// Object.keys forgets the names that the table's type holds.
export const screenIds = Object.keys(placeDetails) as ScreenId[];

export interface Place {
  readonly screen: ScreenId;
  /** Names and values of placeDetails, for example the card of a lesson. */
  readonly details: Readonly<Record<string, string>>;
}

export const startPlace: Place = { screen: 'start', details: {} };

export const isScreenId = (name: string): name is ScreenId => Object.hasOwn(placeDetails, name);

/** Whether this screen's address may carry this detail, and with this value. */
export function isDetail(screen: ScreenId, name: string, value: string): boolean {
  const forms: Readonly<Record<string, RegExp>> = placeDetails[screen];
  return Object.hasOwn(forms, name) && (forms[name]?.test(value) ?? false);
}
