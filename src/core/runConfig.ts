/** The configuration of a run: one value for each setting of the table, parsed from outside. */
import { z } from 'zod';
import type { Setting } from './setting.ts';
import { settings } from './settings.ts';

export type SettingName = keyof typeof settings;

/** In table order. */
// Object.keys forgets the names that the table's type holds.
export const settingNames = Object.keys(settings) as SettingName[];

type ValueOf<S> = S extends { kind: 'choice'; choices: readonly (infer C)[] }
  ? C
  : S extends { kind: 'flag' }
    ? boolean
    : number;

/** One value per setting. */
export type RunConfig = { readonly [K in SettingName]: ValueOf<(typeof settings)[K]> };

function schemaOf(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case 'choice':
      return z.enum(setting.choices).default(setting.default);
    case 'flag':
      return z.boolean().default(setting.default);
    case 'integer':
      return z.number().int().min(setting.min).max(setting.max).default(setting.default);
    case 'number':
      return z.number().min(setting.min).max(setting.max).default(setting.default);
  }
}

const shape = Object.fromEntries(
  Object.entries(settings).map(([name, setting]) => [name, schemaOf(setting)]),
);

/** Parses settings from outside; missing ones get their default, unknown ones are refused. */
export const runConfigSchema: z.ZodType<RunConfig, unknown> = z
  .strictObject(shape)
  // The shape is built from the same table as the type, one entry per name.
  .transform((value) => value as RunConfig);

/** Settings that came later, with what a run did before there were any. */
const before = { targetModules: 'all' } as const satisfies Partial<RunConfig>;

/** Parses the settings of a stored run: it goes on as it began, whatever has become a default since. */
export const storedRunConfigSchema: z.ZodType<RunConfig, unknown> = z
  .looseObject({})
  .transform((stored): unknown => ({ ...before, ...stored }))
  .pipe(runConfigSchema);

/** The default preset, "token GRPO". */
export const defaultRunConfig: RunConfig = runConfigSchema.parse({});

/** What differs from the default, in table order. */
export function changedSettings(config: RunConfig): SettingName[] {
  return settingNames.filter((k) => config[k] !== defaultRunConfig[k]);
}
