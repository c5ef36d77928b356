import { Checkbox } from 'react-aria-components';
import { defaultRunConfig, type SettingName } from '../../core/runConfig.ts';
import { settings } from '../../core/settings.ts';
import { currentLocale, useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { settingFromText, withSetting } from '../state/configHash.ts';
import { DraftField } from './DraftField.tsx';

function meaningOf(name: SettingName): string {
  const setting = settings[name];
  const isNumber = setting.kind === 'number' || setting.kind === 'integer';
  const { controls: t, settings: words } = currentLocale().messages;
  const range = isNumber ? [t.range(setting.min, setting.max)] : [];
  return [words[name].meaning, ...range, t.byDefault(String(defaultRunConfig[name]))].join(' ');
}

function useSetting(name: SettingName) {
  const { controller, store } = usePage();
  const value = usePageState((state) => state.config[name]);
  const set = (next: unknown): boolean => {
    const config = withSetting(store.getState().config, name, next);
    if (config !== null) controller.setConfig(config);
    return config !== null;
  };
  return { value, set };
}

function NumberField({ name }: { name: SettingName }) {
  const { controls: t, settings: words } = useText();
  const { value, set } = useSetting(name);
  return (
    <DraftField
      className="field"
      label={words[name].label}
      meaning={meaningOf(name)}
      refusal={settings[name].kind === 'integer' ? t.wholeNumber : t.number}
      value={String(value)}
      onText={(text) => set(settingFromText(name, text))}
    />
  );
}

function ChoiceField({ name, choices }: { name: SettingName; choices: readonly string[] }) {
  const words = useText().settings;
  const { value, set } = useSetting(name);
  const describedBy = `${name}-meaning`;
  return (
    <div className="field">
      <label htmlFor={name}>{words[name].label}</label>
      <select
        id={name}
        value={String(value)}
        aria-describedby={describedBy}
        onChange={(event) => set(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice} translate="no">
            {choice}
          </option>
        ))}
      </select>
      <span id={describedBy} className="description">
        {meaningOf(name)}
      </span>
    </div>
  );
}

function FlagField({ name }: { name: SettingName }) {
  const words = useText().settings;
  const { value, set } = useSetting(name);
  const describedBy = `${name}-meaning`;
  return (
    <div className="field">
      <Checkbox
        className="checkbox"
        isSelected={value === true}
        aria-describedby={describedBy}
        onChange={set}
      >
        <span className="box" aria-hidden />
        {words[name].label}
      </Checkbox>
      <span id={describedBy} className="description">
        {meaningOf(name)}
      </span>
    </div>
  );
}

/** One setting's input, made from its entry in the table. */
export function SettingField({ name }: { name: SettingName }) {
  const setting = settings[name];
  switch (setting.kind) {
    case 'choice':
      return <ChoiceField name={name} choices={setting.choices} />;
    case 'flag':
      return <FlagField name={name} />;
    case 'integer':
    case 'number':
      return <NumberField name={name} />;
  }
}
