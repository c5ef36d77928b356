/** The language of the page: chosen here, remembered by the browser, read by components and plain functions. */
import { useSyncExternalStore } from 'react';
import { en, type Messages } from './en.ts';
import { english, german, type Format } from './format.ts';

export const languageNames = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languageNames;

export interface Locale {
  readonly messages: Messages;
  readonly format: Format;
}

const key = 'patchgrad-language';
const listeners = new Set<() => void>();
let current: Locale = { messages: en, format: english };

const isLanguage = (name: unknown): name is Language =>
  typeof name === 'string' && Object.hasOwn(languageNames, name);

/** Shows the page in this locale from now on. */
export function setLocale(locale: Locale): void {
  current = locale;
  document.documentElement.lang = locale.format.tag;
  listeners.forEach((listener) => listener());
}

/** Loads a catalogue; English is part of the page, others come when asked for. */
async function loadLocale(language: Language): Promise<Locale> {
  if (language === 'en') return { messages: en, format: english };
  const { de } = await import('./de.ts');
  return { messages: de, format: german };
}

/** Switches the language and remembers it. Storage may be refused; then it lasts until the page is left. */
export async function chooseLanguage(language: Language): Promise<void> {
  setLocale(await loadLocale(language));
  try {
    localStorage.setItem(key, language);
  } catch {
    return;
  }
}

/** The language chosen on an earlier visit, else the first of the browser's that there is, else English. */
export async function restoreLanguage(): Promise<void> {
  let saved: string | null = null;
  try {
    saved = localStorage.getItem(key);
  } catch {
    saved = null;
  }
  const wishes = [saved, ...navigator.languages.map((tag) => tag.slice(0, 2))];
  try {
    setLocale(await loadLocale(wishes.find(isLanguage) ?? 'en'));
  } catch {
    // The catalogue is not there, for example offline before it was ever loaded: English is.
    setLocale(await loadLocale('en'));
  }
}

/** The current locale, for functions that are no components; a component that calls them uses useText too. */
export const currentLocale = (): Locale => current;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The locale on screen; renders again when it changes. */
export const useLocale = (): Locale =>
  useSyncExternalStore(subscribe, currentLocale, currentLocale);

/** The messages on screen: `const t = useText(); t.start.title`. */
export const useText = (): Messages => useLocale().messages;
