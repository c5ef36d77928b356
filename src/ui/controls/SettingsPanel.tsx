import { Button } from 'react-aria-components';
import { changedSettings, defaultRunConfig, type SettingName } from '../../core/runConfig.ts';
import { settings } from '../../core/settings.ts';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { withSetting } from '../state/configHash.ts';
import { Fold } from './Fold.tsx';
import { PresetSelect } from './PresetSelect.tsx';
import { SettingField } from './SettingField.tsx';

const names = Object.keys(settings) as SettingName[];
const inGroup = (group: string) => names.filter((name) => settings[name].group === group);

/** What differs from the default; pressing a chip takes it back. */
function ChangedChips() {
  const { controls: t, settings: words } = useText();
  const { controller } = usePage();
  const config = usePageState((state) => state.config);
  const changed = changedSettings(config);
  const reset = (name: SettingName) => {
    const next = withSetting(config, name, defaultRunConfig[name]);
    if (next !== null) controller.setConfig(next);
  };
  if (changed.length === 0) return null;
  return (
    <div className="chips" role="group" aria-label={t.changed}>
      {changed.map((name) => (
        <Button
          key={name}
          className="chip"
          aria-label={t.reset(
            words[name].label,
            String(config[name]),
            String(defaultRunConfig[name]),
          )}
          onPress={() => reset(name)}
        >
          {words[name].label} <strong translate="no">{String(config[name])}</strong>{' '}
          <span aria-hidden>×</span>
        </Button>
      ))}
      <Button className="chip" onPress={() => controller.setConfig(defaultRunConfig)}>
        {t.resetAll}
      </Button>
    </div>
  );
}

/** Every setting of a run, from the table in core/runConfig.ts. A change counts from the next run. */
export function SettingsPanel() {
  const t = useText().controls;
  const hasRun = usePageState((state) => ['running', 'paused'].includes(state.run.trainer));
  return (
    <Fold
      title={t.settings}
      aside={
        <>
          <PresetSelect />
          <ChangedChips />
        </>
      }
    >
      <div className="settings-body">
        {hasRun && <p className="note">{t.fromNextRun}</p>}
        {Object.entries(t.groups).map(([group, title]) => (
          <fieldset key={group}>
            <legend>{title}</legend>
            {inGroup(group).map((name) => (
              <SettingField key={name} name={name} />
            ))}
          </fieldset>
        ))}
      </div>
    </Fold>
  );
}
