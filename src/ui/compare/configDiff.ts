/** In which settings runs differ, and which of them differ in the seed alone. Pure. */
import type { RunConfig, SettingName } from '../../core/runConfig.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { settings } from '../../core/settings.ts';

// Object.keys forgets the names that the table's type holds.
const names = Object.keys(settings) as SettingName[];

/** Settings that are not the same in all of these, in the order of the table. */
export function differingSettings(configs: readonly RunConfig[]): SettingName[] {
  const [first, ...others] = configs;
  if (first === undefined) return [];
  return names.filter((name) => others.some((config) => config[name] !== first[name]));
}

/** Settings that change how often a run is looked at, and nothing of what it learns. */
const ofLooking: readonly SettingName[] = ['evalSteps', 'saveSteps'];

/** Runs that differ in nothing but their seed. */
export interface SeedGroup {
  readonly key: string;
  /** At least one, oldest first. */
  readonly runs: readonly RunRecord[];
}

/** Groups in the order of their first run. The model and the data a run began from count as settings. */
export function groupBySeed(runs: readonly RunRecord[]): SeedGroup[] {
  const groups = new Map<string, RunRecord[]>();
  for (const run of [...runs].sort((a, b) => a.createdAt - b.createdAt)) {
    const compared = names.filter((name) => name !== 'seed' && !ofLooking.includes(name));
    const key = JSON.stringify([run.base, run.pairs, ...compared.map((name) => run.config[name])]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups].map(([key, members]) => ({ key, runs: members }));
}
