/** A part of the state of Vul2Safe; renders again only when that part changes. */
import { useStore } from 'zustand';
import { usePage } from '../page.ts';
import type { Vul2SafeState } from '../state/vul2safeState.ts';

export const useVul2Safe = <T>(pick: (state: Vul2SafeState) => T): T =>
  useStore(usePage().vul2safe.store, pick);
