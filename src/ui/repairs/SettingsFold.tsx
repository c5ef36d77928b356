import { Button } from 'react-aria-components';
import { defaultSettings } from '../../vul2safe/settings.ts';
import { DraftField } from '../controls/DraftField.tsx';
import { Fold } from '../controls/Fold.tsx';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { useVul2Safe } from './useVul2Safe.ts';
import { valueOf, withValue, workSettings, type WorkSetting } from './workSettings.ts';

function Field({ name }: { name: WorkSetting }) {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const setup = useVul2Safe((state) => state.setup);
  const [label, meaning] = t.settings[name];
  return (
    <DraftField
      className="field"
      label={label}
      meaning={`${meaning} ${t.byDefault(valueOf(defaultSettings, name))}`}
      refusal={t.notAllowed}
      value={String(valueOf(setup.settings, name) ?? '')}
      onText={(text) => {
        const settings = withValue(setup.settings, name, text);
        if (settings !== null) vul2safe.setSetup({ ...setup, settings });
        return settings !== null;
      }}
    />
  );
}

/** Rounds, votes, threshold, prompts, calls at once, budget. A change counts from the next start on. */
export function SettingsFold() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const setup = useVul2Safe((state) => state.setup);
  const isRunning = useVul2Safe((state) => state.isRunning);
  return (
    <Fold
      isCard
      title={t.workSettings}
      aside={
        <span className="muted">
          {t.settingsLine(setup.settings.rounds, setup.settings.votes, setup.settings.prompts)}
        </span>
      }
    >
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
    </Fold>
  );
}
