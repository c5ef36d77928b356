/** What the table in settings.ts says of one setting. */

interface NumberSetting {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}
interface ChoiceSetting {
  readonly kind: 'choice';
  readonly default: string;
  readonly choices: readonly string[];
}
interface FlagSetting {
  readonly kind: 'flag';
  readonly default: boolean;
}
interface Described {
  readonly group:
    'run' | 'stage' | 'alarm' | 'rollout' | 'reward' | 'mask' | 'advantage' | 'loss' | 'optimizer';
  readonly label: string;
  readonly meaning: string;
  /** Where the name or default comes from. */
  readonly source: string;
}
export type Setting = (NumberSetting | ChoiceSetting | FlagSetting) & Described;
