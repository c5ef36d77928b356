import { presetConfig, presetNames, presetOf } from '../../core/presets.ts';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';

const custom = 'custom';

/** Starting points of a run. Choosing one replaces every setting but the seed. */
export function PresetSelect() {
  const t = useText().controls;
  const { controller } = usePage();
  const config = usePageState((state) => state.config);
  const chosen = presetOf(config);
  const choose = (value: string) => {
    const name = presetNames.find((known) => known === value);
    if (name) controller.setConfig(presetConfig(name, config.seed));
  };
  return (
    <div className="preset">
      <label htmlFor="preset">{t.preset}</label>
      <select
        id="preset"
        value={chosen ?? custom}
        aria-describedby="preset-meaning"
        onChange={(event) => choose(event.target.value)}
      >
        {chosen === null && <option value={custom}>{t.customPreset}</option>}
        {presetNames.map((name) => (
          <option key={name} value={name}>
            {t.presets[name].title}
          </option>
        ))}
      </select>
      <p id="preset-meaning" className="muted">
        {chosen === null ? t.customMeaning : t.presets[chosen].meaning}
      </p>
    </div>
  );
}
