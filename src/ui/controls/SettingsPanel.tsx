import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { changedSettings, defaultRunConfig, type SettingName } from '../../core/runConfig.ts';
import type { Setting } from '../../core/setting.ts';
import { settings } from '../../core/settings.ts';
import { usePage, usePageState } from '../page.ts';
import { withSetting } from '../state/configHash.ts';
import { SettingField } from './SettingField.tsx';

const groups: Record<Setting['group'], string> = {
  run: 'Run',
  rollout: 'Rollouts',
  reward: 'Reward',
  mask: 'Security mask',
  advantage: 'Advantage',
  loss: 'Loss',
  optimizer: 'Optimizer',
};

const names = Object.keys(settings) as SettingName[];
const inGroup = (group: string) => names.filter((name) => settings[name].group === group);

/** What differs from the default; pressing a chip takes it back. */
function ChangedChips() {
  const { controller } = usePage();
  const config = usePageState((state) => state.config);
  const changed = changedSettings(config);
  const reset = (name: SettingName) => {
    const next = withSetting(config, name, defaultRunConfig[name]);
    if (next !== null) controller.setConfig(next);
  };
  if (changed.length === 0) return <p className="muted">Default preset: token GRPO</p>;
  return (
    <div className="chips" role="group" aria-label="Settings that differ from the default">
      {changed.map((name) => (
        <Button
          key={name}
          className="chip"
          aria-label={`${settings[name].label} is ${config[name]}; reset to ${defaultRunConfig[name]}`}
          onPress={() => reset(name)}
        >
          {settings[name].label} <strong>{String(config[name])}</strong> <span aria-hidden>×</span>
        </Button>
      ))}
      <Button className="chip" onPress={() => controller.setConfig(defaultRunConfig)}>
        Reset all
      </Button>
    </div>
  );
}

/** Every setting of a run, from the table in core/runConfig.ts. A change counts from the next run. */
export function SettingsPanel() {
  const notes = usePageState((state) => state.notes);
  const hasRun = usePageState((state) => ['running', 'paused'].includes(state.run.trainer));
  return (
    <Disclosure className="settings">
      <div className="settings-head">
        <Heading level={2}>
          <Button slot="trigger" className="button quiet">
            Settings
          </Button>
        </Heading>
        <ChangedChips />
      </div>
      {notes.map((note) => (
        <p key={note} className="note" role="status">
          {note}
        </p>
      ))}
      <DisclosurePanel>
        <div className="settings-body">
          {hasRun && <p className="note">A change counts from the next run on.</p>}
          {Object.entries(groups).map(([group, title]) => (
            <fieldset key={group}>
              <legend>{title}</legend>
              {inGroup(group).map((name) => (
                <SettingField key={name} name={name} />
              ))}
            </fieldset>
          ))}
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
