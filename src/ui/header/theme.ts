/** Light or dark: the system's choice until the reader makes one, which this browser remembers. */
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const key = 'patchgrad-theme';
const darkSystem = () => matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosenTheme(): Theme | null {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : null;
}

const currentTheme = (): Theme => chosenTheme() ?? (darkSystem().matches ? 'dark' : 'light');

function subscribe(listener: () => void): () => void {
  const system = darkSystem();
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}

/** Applies what was chosen on an earlier visit. Storage may be refused; then the system decides. */
export function restoreTheme(): void {
  try {
    const saved = localStorage.getItem(key);
    if (saved === 'light' || saved === 'dark') document.documentElement.dataset['theme'] = saved;
  } catch {
    return;
  }
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  listeners.forEach((listener) => listener());
  try {
    localStorage.setItem(key, theme);
  } catch {
    return;
  }
}

/** The theme on screen; renders again when it changes. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, currentTheme);
