import { useText } from '../i18n/language.ts';
import type { SavedModel } from './models.ts';
import { savedName } from './useModelName.ts';

export interface ModelSelectProps {
  readonly model: string;
  /** Which column, from 0. */
  readonly place: number;
  readonly models: readonly string[];
  readonly saved: readonly SavedModel[];
  readonly hasRun: boolean;
  readonly onModels: (models: readonly string[]) => void;
}

/** Which model a column shows; those of other columns cannot be chosen. */
export function ModelSelect({ model, place, models, saved, hasRun, onModels }: ModelSelectProps) {
  const t = useText().generate;
  const isUsed = (key: string) => key !== model && models.includes(key);
  const isKnown =
    model === 'base' || (model === 'run' && hasRun) || saved.some(({ key }) => key === model);
  return (
    <select
      aria-label={t.model(place + 1)}
      value={model}
      onChange={({ target }) =>
        onModels(models.map((other) => (other === model ? target.value : other)))
      }
    >
      {!isKnown && <option value={model}>{t.gone(model === 'run' ? t.run : model)}</option>}
      <option value="base" disabled={isUsed('base')}>
        {t.base}
      </option>
      {hasRun && (
        <option value="run" disabled={isUsed('run')}>
          {t.run}
        </option>
      )}
      {saved.map((one) => (
        <option key={one.key} value={one.key} disabled={isUsed(one.key)}>
          {savedName(one, t)}
        </option>
      ))}
    </select>
  );
}
