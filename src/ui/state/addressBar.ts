/** Keeps the address and the store alike: screens make entries in the history, settings change the one on top. */
import { formatAddress, parseAddress } from './configHash.ts';
import type { Place, ScreenId } from './place.ts';
import type { PageState, PageStore } from './store.ts';

/** The address of a screen with the current settings, for a link. */
export const addressOf = (
  { config, lesson }: Pick<PageState, 'config' | 'lesson'>,
  place: Place,
): string => formatAddress({ place, lesson, config }) || '#';

/** Shows a screen. Details that its address does not know are a mistake of the caller and are dropped on reload. */
export function showScreen(
  store: PageStore,
  screen: ScreenId,
  details: Place['details'] = {},
): void {
  store.setState({ place: { screen, details }, notes: [] });
}

/** Marks the entries of the history that this page made: their screen counts, their settings are of the past. */
const ownEntry = { isScreen: true };

const isOwnEntry = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'isScreen' in state;

/** Follows the address from now on, and writes what changes into it. */
export function followAddress(store: PageStore): void {
  const isShown = (hash: string) => hash === location.hash.replace(/^#$/, '');
  const write = (isNewEntry: boolean) => {
    const hash = formatAddress(store.getState());
    if (isShown(hash)) return;
    const url = hash || location.pathname + location.search;
    if (isNewEntry) history.pushState(ownEntry, '', url);
    else history.replaceState(ownEntry, '', url);
  };
  store.subscribe((state, before) => {
    const isOtherCard = state.lesson !== before.lesson;
    if (!isOtherCard && state.config === before.config && state.place === before.place) return;
    write(isOtherCard || state.place.screen !== before.place.screen);
  });
  const read = (entry: unknown) => {
    if (isShown(formatAddress(store.getState()))) return;
    const { place, lesson, config, notes } = parseAddress(location.hash);
    // Back and forth change the screen and keep the settings; a link that was opened sets both.
    const isTravel = isOwnEntry(entry);
    if (isTravel)
      history.replaceState(
        ownEntry,
        '',
        formatAddress({ ...store.getState(), place, lesson }) ||
          location.pathname + location.search,
      );
    store.setState(isTravel ? { place, lesson, notes: [] } : { place, lesson, config, notes });
  };
  history.replaceState(ownEntry, '');
  window.addEventListener('popstate', (event) => read(event.state));
  window.addEventListener('hashchange', () => read(history.state));
}
