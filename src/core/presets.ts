/** Named starting points of a run: each is the table of settings with some values changed. */
import type { RunConfig } from './runConfig.ts';

interface Preset {
  readonly meaning: string;
  readonly changes: Partial<RunConfig>;
}

export const presets = {
  default: {
    meaning: 'Token-level rewards on top of GRPO, every setting at its default.',
    changes: {},
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

/** In table order. */
// Object.keys forgets the names that the table's type holds.
export const presetNames = Object.keys(presets) as PresetName[];
