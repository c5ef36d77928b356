/** The pages of docs/ that are written from the tables in src/core: metrics.md and settings.md. */
import { format, resolveConfig } from 'prettier';
import { alarmWords } from '../src/core/alarmWords.ts';
import type { MetricInfo } from '../src/core/metricInfo.ts';
import { metrics } from '../src/core/metrics.ts';
import { presets } from '../src/core/presets.ts';
import type { Setting } from '../src/core/setting.ts';
import { settings } from '../src/core/settings.ts';

const madeBy = (table: string) =>
  `<!-- Written by \`npm run docs\` from ${table}; change that, not this. -->\n`;

function metricEntry([key, info]: [string, MetricInfo]): string {
  const unit = info.unit === '' ? 'a number' : info.unit === 'share' ? 'a share, 0–1' : info.unit;
  const better = info.better === null ? '' : `; ${info.better} is better`;
  return `### \`${key}\`

${info.label}, ${unit}${better}.

- Formula: ${info.formula}.
- Watch for: ${info.watchFor}
`;
}

const metricsPage = () => `${madeBy('src/core/metrics.ts and src/core/alarmWords.ts')}
# Metrics

Every number that a run tells, under TRL's key where TRL has one. \`metrics.jsonl\` of \`patchgrad train\` holds them, and
the page draws some of them. [B,T] stands for B completions of up to T tokens; means over tokens leave out those that
are not in the loss.

${Object.entries(metrics).map(metricEntry).join('\n')}
## Alarms

An alarm tells the step at which it began, and stops nothing. Its threshold is a setting
([settings.md](settings.md#alarms)). The way back is a checkpoint from before that step.

${Object.entries(alarmWords)
  .map(([kind, { title, cause, advice }]) => `- **${title}** (\`${kind}\`). ${cause} ${advice}`)
  .join('\n')}

## Scores of an evaluation

\`patchgrad eval\` scores n completions of each prompt. **func@k** passes every functional case, **sec@k** parses and blocks
every exploit, **func-sec@k** does both: each is the mean over prompts of the unbiased estimate
1 − Π_{i=n−c+1..n} (1 − k/i) for c passing completions. **security_rate** is SVEN's: secure among the unique completions
that parse, the mean over the prompts that have one. Alone it rewards code that does nothing.

Each has a 95 % interval: Wilson's where every prompt gave 0 or 1, as with one completion; else a percentile bootstrap
over prompts, because completions of one prompt are alike. Of fewer than ten prompts it is Wilson's with each prompt as
one trial, which is too wide rather than too narrow.
`;

const groupTitles: Record<Setting['group'], string> = {
  run: 'Run',
  stage: 'Stages',
  rollout: 'Rollouts',
  reward: 'Reward',
  mask: 'Security mask',
  advantage: 'Advantage',
  loss: 'Loss',
  optimizer: 'Optimizer',
  alarm: 'Alarms',
};

function rangeOf(setting: Setting): string {
  switch (setting.kind) {
    case 'choice':
      return `${setting.choices.map((choice) => `\`${choice}\``).join(', ')}; default \`${setting.default}\``;
    case 'flag':
      return `True or false; default ${setting.default}`;
    case 'integer':
      return `Whole number, ${setting.min} to ${setting.max}; default ${setting.default}`;
    case 'number':
      return `${setting.min} to ${setting.max}; default ${setting.default}`;
  }
}

function settingEntry([name, setting]: [string, Setting]): string {
  const source = setting.source.replace(/\.$/u, '');
  return `- **\`${name}\`**, ${setting.label}. ${rangeOf(setting)}. ${setting.meaning} Source: ${source}.`;
}

function settingsPage(): string {
  const entries = Object.entries<Setting>(settings);
  const groups = Object.entries(groupTitles).map(([group, title]) => {
    const ofGroup = entries.filter(([, setting]) => setting.group === group);
    return `## ${title}\n\n${ofGroup.map(settingEntry).join('\n')}\n`;
  });
  const changed = (changes: object) =>
    Object.entries(changes)
      .map(([name, value]) => `\`${name}=${String(value)}\``)
      .join(', ') || 'none';
  const presetList = Object.entries(presets).map(
    ([name, { title, meaning, changes }]) =>
      `- **\`${name}\`**, ${title}. ${meaning} Changes: ${changed(changes)}.`,
  );
  return `${madeBy('src/core/settings.ts and src/core/presets.ts')}
# Settings

Every setting of a run. The page makes its form and its address from them, the command line takes them as
\`--set NAME=VALUE\`.

## Presets

${presetList.join('\n')}

${groups.join('\n')}`;
}

/** What each page holds, formatted as the rest of the house. */
export async function docPages(): Promise<ReadonlyMap<string, string>> {
  const options = { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' };
  return new Map([
    ['docs/metrics.md', await format(metricsPage(), options)],
    ['docs/settings.md', await format(settingsPage(), options)],
  ]);
}
