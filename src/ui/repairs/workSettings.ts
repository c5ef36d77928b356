/** The settings of the form, by the place that each has in the settings of the work. Pure. */
import { settingsSchema, type Settings } from '../../vul2safe/settings.ts';

export const workSettings = [
  'rounds',
  'votes',
  'minConfidence',
  'prompts',
  'concurrency',
  'maxTokens',
  'temperature',
  'drawTemperature',
  'maxChangedShare',
  'budget.tokens',
  'budget.cost',
  'budget.seconds',
  'price.prompt',
  'price.completion',
] as const;
export type WorkSetting = (typeof workSettings)[number];

export function valueOf(settings: Settings, name: WorkSetting): number | null {
  switch (name) {
    case 'budget.tokens':
      return settings.budget.tokens;
    case 'budget.cost':
      return settings.budget.cost;
    case 'budget.seconds':
      return settings.budget.seconds;
    case 'price.prompt':
      return settings.price.prompt;
    case 'price.completion':
      return settings.price.completion;
    default:
      return settings[name];
  }
}

/** A budget may be left empty: then nothing is limited. */
export const isOptional = (name: WorkSetting) => name.startsWith('budget.');

/** @returns null when the text is no value that the setting may have */
export function withValue(settings: Settings, name: WorkSetting, text: string): Settings | null {
  const isEmpty = text.trim() === '';
  if (isEmpty && !isOptional(name)) return null;
  // What people write in languages with a decimal comma.
  const value = isEmpty ? null : Number(text.trim().replace(',', '.'));
  const [group, inner] = name.split('.');
  const changed =
    inner === undefined
      ? { ...settings, [group]: value }
      : {
          ...settings,
          [group]: { ...(group === 'budget' ? settings.budget : settings.price), [inner]: value },
        };
  return settingsSchema.safeParse(changed).data ?? null;
}
