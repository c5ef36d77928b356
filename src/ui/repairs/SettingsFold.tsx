import { useState } from 'react';
import {
  Button,
  Disclosure,
  DisclosurePanel,
  FieldError,
  Heading,
  Input,
  Label,
  Text,
  TextField,
} from 'react-aria-components';
import { defaultSettings } from '../../vul2safe/settings.ts';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { useVul2Safe } from './useVul2Safe.ts';
import { valueOf, withValue, workSettings, type WorkSetting } from './workSettings.ts';

function Field({ name }: { name: WorkSetting }) {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const setup = useVul2Safe((state) => state.setup);
  // What is typed may be on its way to a value ("0." to "0.5"), so it stays as typed until the end.
  const [draft, setDraft] = useState<{ text: string; isAllowed: boolean } | null>(null);
  const set = (text: string) => {
    const settings = withValue(setup.settings, name, text);
    if (settings !== null) vul2safe.setSetup({ ...setup, settings });
    setDraft({ text, isAllowed: settings !== null });
  };
  const [label, meaning] = t.settings[name];
  return (
    <TextField
      className="field"
      value={draft?.text ?? String(valueOf(setup.settings, name) ?? '')}
      isInvalid={draft?.isAllowed === false}
      onChange={set}
      onBlur={() => setDraft(null)}
    >
      <Label>{label}</Label>
      <Input inputMode="decimal" autoComplete="off" />
      <Text slot="description">
        {meaning} {t.byDefault(valueOf(defaultSettings, name))}
      </Text>
      <FieldError>{t.notAllowed}</FieldError>
    </TextField>
  );
}

/** Rounds, votes, threshold, prompts, calls at once, budget. A change counts from the next start on. */
export function SettingsFold() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const setup = useVul2Safe((state) => state.setup);
  const isRunning = useVul2Safe((state) => state.isRunning);
  return (
    <Disclosure className="settings card">
      <div className="settings-head">
        <Heading level={2}>
          <Button slot="trigger" className="button quiet">
            {t.workSettings}
          </Button>
        </Heading>
        <span className="muted">
          {t.settingsLine(setup.settings.rounds, setup.settings.votes, setup.settings.prompts)}
        </span>
      </div>
      <DisclosurePanel>
        {isRunning && <p className="note">{t.fromNextStart}</p>}
        <div className="v2s-settings">
          {workSettings.map((name) => (
            <Field key={name} name={name} />
          ))}
        </div>
        <Button
          className="button small"
          isDisabled={setup.settings === defaultSettings}
          onPress={() => vul2safe.setSetup({ ...setup, settings: defaultSettings })}
        >
          {t.resetSettings}
        </Button>
      </DisclosurePanel>
    </Disclosure>
  );
}
