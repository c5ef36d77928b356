/** Settings of a run from the command line: a preset, --set key=value, and what has an option of its own. */
import { z } from 'zod';
import { presets, type PresetName } from '../core/presets.ts';
import { runConfigSchema, type RunConfig } from '../core/runConfig.ts';
import { settings } from '../core/settings.ts';
import { UsageError } from './errors.ts';
import { suggest } from './suggestion.ts';

const names = Object.keys(settings);

/** What later options say wins over --set, and --set over the preset. */
export function readRunConfig(
  preset: PresetName,
  set: readonly string[],
  options: Partial<RunConfig>,
): RunConfig {
  const given = { ...presets[preset].changes, ...readChanges(set), ...options };
  const parsed = runConfigSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new UsageError(
    `The setting ${path.join('.')} is not valid: ${message}.`,
    'The table in src/core/settings.ts names every setting with its range.',
  );
}

/** key=value texts as an object; numbers and flags become what they say. @throws UsageError */
export function readChanges(set: readonly string[]): Record<string, string | number | boolean> {
  return Object.fromEntries(
    set.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) {
        throw new UsageError(
          `--set ${text} is not of the form key=value.`,
          'Write for example --set learningRate=1e-4.',
        );
      }
      const key = text.slice(0, at);
      if (!names.includes(key)) {
        throw new UsageError(
          `There is no setting ${key}.${suggest(key, names)}`,
          `The settings are ${names.join(', ')}.`,
        );
      }
      return [key, valueOf(text.slice(at + 1))] as const;
    }),
  );
}

function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = z.coerce.number().safeParse(text);
  return text.trim() !== '' && number.success && Number.isFinite(number.data) ? number.data : text;
}
