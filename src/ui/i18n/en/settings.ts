/** Label and meaning of each setting, in English as core's table has them. */
import type { SettingName } from '../../../core/runConfig.ts';
import { settings as table } from '../../../core/settings.ts';

interface SettingWords {
  readonly label: string;
  readonly meaning: string;
}

export const settings: Readonly<Record<SettingName, SettingWords>> = table;
