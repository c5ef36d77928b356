/** The run config in the URL: `#v=1&alpha=0.5`, non-defaults only, so that a link repeats a run. */
import {
  changedSettings,
  defaultRunConfig,
  runConfigSchema,
  type RunConfig,
  type SettingName,
} from '../../core/runConfig.ts';
import { settings } from '../../core/settings.ts';

const version = '1';

const isSettingName = (name: string): name is SettingName => Object.hasOwn(settings, name);

/** A setting's text as a value of its kind; whether it is allowed is the schema's to say. */
export function settingFromText(name: SettingName, text: string): unknown {
  switch (settings[name].kind) {
    case 'choice':
      return text;
    case 'flag':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'integer':
    case 'number':
      return text.trim() === '' ? NaN : Number(text);
  }
}

/** The config with one setting changed, or null when the value is not allowed. */
export function withSetting(
  config: RunConfig,
  name: SettingName,
  value: unknown,
): RunConfig | null {
  const parsed = runConfigSchema.safeParse({ ...config, [name]: value });
  return parsed.success ? parsed.data : null;
}

/** `#v=1&…`, or the empty string for the default config. */
export function formatConfigHash(config: RunConfig): string {
  const changed = changedSettings(config);
  if (changed.length === 0) return '';
  const parameters = new URLSearchParams({ v: version });
  for (const name of changed) parameters.set(name, String(config[name]));
  return `#${parameters}`;
}

/** Reads a hash. What it cannot use it leaves at the default and tells in `notes`, one sentence each. */
export function parseConfigHash(hash: string): { config: RunConfig; notes: string[] } {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const notes: string[] = [];
  let config = defaultRunConfig;
  const given = parameters.get('v') ?? version;
  if (given !== version) {
    notes.push(
      `This link is of version ${given} and this page reads version ${version}: its settings were ignored.`,
    );
    return { config, notes };
  }
  for (const [name, text] of parameters) {
    if (name === 'v') continue;
    if (!isSettingName(name)) {
      notes.push(`The link sets “${name}”, which is no setting of this page: ignored.`);
      continue;
    }
    const changed = withSetting(config, name, settingFromText(name, text));
    if (changed === null) {
      notes.push(
        `The link sets ${settings[name].label} to “${text}”, which is not allowed: the default is used.`,
      );
    } else {
      config = changed;
    }
  }
  return { config, notes };
}
