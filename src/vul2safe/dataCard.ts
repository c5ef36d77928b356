/** The card of an exported set: what it holds, how it was made, what was left out and why. Markdown. */
import { isEnded, milestones, type ItemSummary, type PairRecord } from './contract.ts';
import type { Settings } from './settings.ts';

export interface CardParts {
  readonly records: readonly PairRecord[];
  readonly items: readonly ItemSummary[];
  readonly settings: Settings;
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly made: number;
  readonly minConfidence: number;
}

/** Text from outside in a table of Markdown: no line, no column and no markup of its own. */
const cell = (text: string) => text.replace(/[|\\`<>[\]*_\r\n]/gu, ' ').slice(0, 80) || '(none)';

function countBy<T>(list: readonly T[], nameOf: (item: T) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of list) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

const table = (head: string, rows: readonly [string, number | string][]) =>
  rows.length === 0
    ? 'None.'
    : [
        `| ${head} | number |`,
        '| --- | ---: |',
        ...rows.map(([name, n]) => `| ${cell(name)} | ${n} |`),
      ].join('\n');

/** Tenths of confidence from the highest, those with anything in them. */
function histogram(records: readonly PairRecord[]): [string, number][] {
  const tenths = countBy(records, ({ confidence }) =>
    String(Math.min(9, Math.floor(confidence * 10))),
  );
  return tenths
    .sort((a, b) => Number(b[0]) - Number(a[0]))
    .map(([tenth, n]) => [`0.${tenth} to ${tenth === '9' ? '1.0' : `0.${Number(tenth) + 1}`}`, n]);
}

export function dataCard({
  records,
  items,
  settings,
  model,
  made,
  minConfidence,
}: CardParts): string {
  const reached = milestones.map((milestone, i): [string, number] => [
    milestone,
    items.filter((item) => milestones.indexOf(item.milestone) >= i).length,
  ]);
  const left = items.filter(({ state }) => state === 'rejected' || state === 'failed');
  const { rounds, votes, prompts, temperature, drawTemperature, maxChangedShare } = settings;
  const byPerson = records.filter(({ provenance }) => provenance.acceptedBy === 'person').length;
  const flagged = records.filter(({ provenance }) => provenance.flags > 0).length;
  return `# Repair pairs

${records.length} records of ${new Set(records.map(({ provenance }) => provenance.item)).size} codes: prompt, vulnerable code, repaired code, CWE, confidence, provenance. One JSON object a line.
Made ${new Date(made).toISOString().slice(0, 10)} by PatchGrad's Vul2Safe with the model ${cell(model)}. ${items.filter(({ state }) => isEnded(state)).length} of ${items.length} codes had ended.

To train on them: \`npm run -s patchgrad -- train --pairs FILE --format patchgrad --out runs/mine\`

## What it holds

${table(
  'weakness',
  countBy(records, ({ cwe }) => cwe),
)}

${table(
  'language',
  countBy(records, ({ language }) => language),
)}

${table(
  'license',
  countBy(records, ({ license }) => license ?? ''),
)}

${table('confidence', histogram(records))}

Accepted by a person: ${byPerson}. With text in the code that addresses a model: ${flagged}.

## How it was made

Analysis, repair, reflection in a fresh context with at most ${rounds} revisions, ${votes} votes, gates, up to ${prompts} prompts a code.
Least confidence ${minConfidence}; temperature ${temperature}, of votes and prompts ${drawTemperature}; at most ${Math.round(maxChangedShare * 100)} % of the lexemes of a side changed.

${table('codes that came so far', reached)}

## What was left out

${table(
  'reason',
  countBy(left, ({ reason }) => reason?.code ?? 'unknown'),
)}

## Limits

The repairs and prompts are a model's. Votes of one model share its blind spots, and static rules see few weaknesses; only
tests, where a code had any, ran. Review a sample before you rely on it. The code keeps the license of its source.
`;
}
