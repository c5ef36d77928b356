/** The screens: icon and component of each. Components load when first shown, so that the page opens fast. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { IconName } from '../Icon.tsx';
import type { ScreenId } from '../state/place.ts';

export interface ScreenEntry {
  readonly icon: IconName;
  readonly component: LazyExoticComponent<ComponentType>;
}

const screen = (icon: IconName, load: () => Promise<ComponentType>): ScreenEntry => ({
  icon,
  component: lazy(async () => ({ default: await load() })),
});

/** By id; the order is that of state/place.ts, the names are in i18n (shell.screens). */
export const screens: Readonly<Record<ScreenId, ScreenEntry>> = {
  start: screen('start', async () => (await import('./StartScreen.tsx')).StartScreen),
  data: screen('data', async () => (await import('./DataScreen.tsx')).DataScreen),
  train: screen('play', async () => (await import('./TrainScreen.tsx')).TrainScreen),
  tokens: screen('tokens', async () => (await import('./TokensScreen.tsx')).TokensScreen),
  compare: screen('compare', async () => (await import('./CompareScreen.tsx')).CompareScreen),
  generate: screen('generate', async () => (await import('./GenerateScreen.tsx')).GenerateScreen),
  vul2safe: screen('vul2safe', async () => (await import('./Vul2SafeScreen.tsx')).Vul2SafeScreen),
  library: screen('library', async () => (await import('./LibraryScreen.tsx')).LibraryScreen),
};
