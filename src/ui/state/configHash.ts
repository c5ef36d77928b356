/**
 * The screen, the card of the lesson and the run config in the URL: `#v=1&lesson=step&screen=train&alpha=0.5`.
 * Non-defaults only: a link repeats a run.
 */
import {
  changedSettings,
  defaultRunConfig,
  runConfigSchema,
  type RunConfig,
  type SettingName,
} from '../../core/runConfig.ts';
import { settings } from '../../core/settings.ts';
import { cards, isCardId, type CardId } from '../lesson/cards.ts';
import { isDetail, isScreenId, startPlace, type Place } from './place.ts';

const version = '1';

const isSettingName = (name: string): name is SettingName => Object.hasOwn(settings, name);

/** A setting's text as a value of its kind; whether it is allowed is the schema's to say. */
export function settingFromText(name: SettingName, text: string): unknown {
  switch (settings[name].kind) {
    case 'choice':
      return text;
    case 'flag':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'integer':
    case 'number':
      return text.trim() === '' ? NaN : Number(text);
  }
}

/** The config with one setting changed, or null when the value is not allowed. */
export function withSetting(
  config: RunConfig,
  name: SettingName,
  value: unknown,
): RunConfig | null {
  const parsed = runConfigSchema.safeParse({ ...config, [name]: value });
  return parsed.success ? parsed.data : null;
}

/** What could not be used of an address; i18n puts it into words. */
export type AddressNote =
  | { readonly kind: 'version'; readonly given: string; readonly read: string }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly text: string }
  | { readonly kind: 'screen'; readonly name: string }
  | { readonly kind: 'card'; readonly name: string };

export interface Address {
  readonly place: Place;
  /** The card of the lesson that is open beside the screen; null outside of the lesson. */
  readonly lesson: CardId | null;
  readonly config: RunConfig;
  readonly notes: readonly AddressNote[];
}

/** `#v=1&screen=…&…`, or the empty string for the start with the default config. */
export function formatAddress({ place, lesson, config }: Omit<Address, 'notes'>): string {
  const parameters = new URLSearchParams({ v: version });
  if (lesson !== null) parameters.set('lesson', lesson);
  // A card without a screen stands on its own screen.
  if (lesson !== null || place.screen !== startPlace.screen) parameters.set('screen', place.screen);
  for (const [name, value] of Object.entries(place.details)) parameters.set(name, value);
  for (const name of changedSettings(config)) parameters.set(name, String(config[name]));
  return parameters.size === 1 ? '' : `#${parameters}`;
}

/** One setting of an address added to what was read so far. */
function readSetting(address: Address, name: SettingName, text: string): Address {
  const config = withSetting(address.config, name, settingFromText(name, text));
  return config === null
    ? { ...address, notes: [...address.notes, { kind: 'refused', name, text }] }
    : { ...address, config };
}

/** The screen and the card of an address, without details. A card alone leads to its own screen. */
function readPlace(nothing: Address, parameters: URLSearchParams): Address {
  const card = parameters.get('lesson');
  const lesson = isCardId(card) ? card : null;
  const named = parameters.get('screen');
  const isKnown = named === null || isScreenId(named);
  const ownPlace = lesson === null ? startPlace : cards[lesson].place;
  const place =
    named === null
      ? ownPlace
      : { screen: isScreenId(named) ? named : startPlace.screen, details: {} };
  return {
    ...nothing,
    place,
    lesson,
    notes: [
      ...(card === null || lesson !== null ? [] : [{ kind: 'card', name: card } as const]),
      ...(isKnown ? [] : [{ kind: 'screen', name: named } as const]),
    ],
  };
}

/** Reads an address. What it cannot use it leaves at the default and tells in `notes`. */
export function parseAddress(hash: string): Address {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const nothing: Address = { place: startPlace, lesson: null, config: defaultRunConfig, notes: [] };
  const given = parameters.get('v') ?? version;
  if (given !== version) {
    return { ...nothing, notes: [{ kind: 'version', given, read: version }] };
  }
  const begin = readPlace(nothing, parameters);
  const { screen } = begin.place;
  return [...parameters].reduce<Address>((address, [name, text]) => {
    if (name === 'v' || name === 'screen' || name === 'lesson') return address;
    if (isSettingName(name)) return readSetting(address, name, text);
    if (isDetail(screen, name, text)) {
      const details = { ...address.place.details, [name]: text };
      return { ...address, place: { screen, details } };
    }
    return { ...address, notes: [...address.notes, { kind: 'unknown', name }] };
  }, begin);
}
