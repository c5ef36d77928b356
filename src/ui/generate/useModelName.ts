/** What a model is called on the screen. */
import type { SavedModel } from './models.ts';
import { isEndOfSft, savedModels } from './models.ts';
import { useText } from '../i18n/language.ts';
import type { Messages } from '../i18n/en.ts';
import { usePageState } from '../page.ts';

export function savedName({ run, checkpoint }: SavedModel, t: Messages['generate']): string {
  const end = isEndOfSft(run, checkpoint) ? t.ends.sft : t.ends[checkpoint.kind];
  return t.saved(run.name, checkpoint.step, end);
}

export function useModelName(): (key: string) => string {
  const t = useText().generate;
  const list = usePageState((state) => state.library.list);
  return (key) => {
    if (key === 'base' || key === 'run') return t[key];
    const saved = savedModels(list?.runs ?? []).find((model) => model.key === key);
    return saved === undefined ? t.gone(key) : savedName(saved, t);
  };
}
