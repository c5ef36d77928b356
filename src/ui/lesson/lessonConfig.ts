/** The settings of the lesson's runs: those that the reader came with, changed by what a card needs. Pure. */
import { defaultRunConfig, type RunConfig, type SettingName } from '../../core/runConfig.ts';
import { presetConfig } from '../../core/presets.ts';
import { breakChanges, cards, sftChanges, type CardId, type RunKind } from './cards.ts';

// Object.keys forgets the names that the table's type holds.
const namesOf = (changes: Partial<RunConfig>) => Object.keys(changes) as SettingName[];

/** Whether the settings have all of a card's changes. */
const has = (config: RunConfig, changes: Partial<RunConfig>): boolean =>
  namesOf(changes).every((name) => config[name] === changes[name]);

/** What a run with these settings is to the lesson. */
export const runKindOf = (config: RunConfig): RunKind =>
  has(config, breakChanges) ? 'broken' : config.maxSteps === 0 ? 'sft' : 'plain';

/** The settings to come back to: a link to a card that changes some has these, and they are not the reader's. */
export function settingsBefore(config: RunConfig): RunConfig {
  const changes = [breakChanges, sftChanges].find((of) => has(config, of));
  if (changes === undefined) return config;
  return {
    ...config,
    ...Object.fromEntries(namesOf(changes).map((name) => [name, defaultRunConfig[name]])),
  };
}

/** What a run is set to while this card is open. */
export function cardConfig(before: RunConfig, isDefault: boolean, id: CardId): RunConfig {
  const own = isDefault ? presetConfig('token-grpo', before.seed) : before;
  switch (cards[id].run) {
    case 'sft':
      return { ...own, ...sftChanges };
    case 'broken':
      return { ...own, sftSteps: 0, ...breakChanges };
    case 'plain':
      return { ...own, sftSteps: 0, maxSteps: own.maxSteps || defaultRunConfig.maxSteps };
    case null:
      return own;
  }
}
