/** The settings of the lesson's runs: those that the reader came with, and the ones that the collapse needs. Pure. */
import { defaultRunConfig, type RunConfig, type SettingName } from '../../core/runConfig.ts';
import { presetConfig } from '../../core/presets.ts';
import { breakChanges, cards, type CardId } from './cards.ts';

// Object.keys forgets the names that the table's type holds.
const broken = Object.keys(breakChanges) as (keyof typeof breakChanges & SettingName)[];

/** Whether a run with these settings is the one that breaks. */
export const isBroken = (config: RunConfig): boolean =>
  broken.every((name) => config[name] === breakChanges[name]);

/** The settings to come back to: a link to the card that breaks has its settings, and they are not the reader's. */
export const settingsBefore = (config: RunConfig): RunConfig =>
  isBroken(config)
    ? {
        ...config,
        ...Object.fromEntries(broken.map((name) => [name, defaultRunConfig[name]])),
      }
    : config;

/** What a run is set to while this card is open. */
export function cardConfig(before: RunConfig, isDefault: boolean, id: CardId): RunConfig {
  const plain = isDefault ? presetConfig('token-grpo', before.seed) : before;
  return cards[id].run === 'broken' ? { ...plain, ...breakChanges } : plain;
}
