import { useState } from 'react';
import { Checkbox, FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { defaultRunConfig, type SettingName } from '../../core/runConfig.ts';
import { settings } from '../../core/settings.ts';
import { usePage, usePageState } from '../page.ts';
import { settingFromText, withSetting } from '../state/configHash.ts';

function meaningOf(name: SettingName): string {
  const setting = settings[name];
  const isNumber = setting.kind === 'number' || setting.kind === 'integer';
  const range = isNumber ? ` ${setting.min} to ${setting.max}.` : '';
  return `${setting.meaning}${range} Default ${defaultRunConfig[name]}.`;
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
  const { value, set } = useSetting(name);
  // What is typed may be on its way to a value ("0." to "0.5"), so it stays as typed until the end.
  const [draft, setDraft] = useState<{ text: string; isAllowed: boolean } | null>(null);
  const setting = settings[name];
  return (
    <TextField
      className="field"
      value={draft?.text ?? String(value)}
      isInvalid={draft?.isAllowed === false}
      onChange={(text) => setDraft({ text, isAllowed: set(settingFromText(name, text)) })}
      onBlur={() => setDraft(null)}
    >
      <Label>{setting.label}</Label>
      <Input inputMode="decimal" />
      <Text slot="description">{meaningOf(name)}</Text>
      <FieldError>
        {setting.kind === 'integer' ? 'A whole number' : 'A number'} in the range below.
      </FieldError>
    </TextField>
  );
}

function ChoiceField({ name, choices }: { name: SettingName; choices: readonly string[] }) {
  const { value, set } = useSetting(name);
  const describedBy = `${name}-meaning`;
  return (
    <div className="field">
      <label htmlFor={name}>{settings[name].label}</label>
      <select
        id={name}
        value={String(value)}
        aria-describedby={describedBy}
        onChange={(event) => set(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
      <span id={describedBy} className="description">
        {meaningOf(name)}
      </span>
    </div>
  );
}

function FlagField({ name }: { name: SettingName }) {
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
        {settings[name].label}
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
