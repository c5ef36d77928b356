import { describe, expect, it } from 'vitest';
import { importedTask } from '../corpus/importedTasks.ts';
import { readPairStream, type PairEvent } from '../corpus/pairStream.ts';
import { loadModuleInNode } from '../oracle/loadNode.ts';
import { createOracle } from '../oracle/oracle.ts';
import { createAnalyser } from '../oracle/static/analyser.ts';
import { partsInNode } from '../oracle/static/loadNode.ts';
import { createOutliner } from '../oracle/static/outline.ts';
import { recordSchema, storySchema } from './contract.ts';
import { createExampleProvider, exampleItems } from './example.ts';
import { createRepairGates } from './gates/repairGates.ts';
import { createMemoryStore } from './journal.ts';
import { recordLines } from './records.ts';
import { settingsSchema } from './settings.ts';
import { defaultTemplates } from './templates.ts';
import { quickSleep } from './testing/settings.ts';
import { createVul2Safe } from './vul2safe.ts';

const lines: string[] = [];
const newRunner = () =>
  createVul2Safe({
    provider: createExampleProvider(),
    store: createMemoryStore(lines),
    gates: createRepairGates({
      outliner: createOutliner(partsInNode),
      analyser: createAnalyser(partsInNode),
      oracle: createOracle({ loadModule: loadModuleInNode, now: () => performance.now() }),
    }),
    settings: settingsSchema.parse({}),
    templates: defaultTemplates,
    sleep: quickSleep,
    now: () => Date.UTC(2026, 0, 1),
    onEvent: () => undefined,
  });
const runner = newRunner();
await runner.add(exampleItems);
await runner.start();

const imported = async (text: string) => {
  const events: PairEvent[] = [];
  const bytes = new Blob([text]).stream();
  for await (const event of readPairStream(bytes, 'patchgrad')) events.push(event);
  return events.flatMap((event) => (event.kind === 'pair' ? [event.pair] : []));
};

describe('the worked example', () => {
  it('shows every kind of end, with its reason', () => {
    expect(runner.items().map(({ id, state, reason }) => [id, reason?.code ?? state])).toEqual([
      ['example-hotels', 'accepted'],
      ['example-ping', 'flagged'],
      ['example-title', 'constant-return'],
    ]);
  });

  it('tells the whole story: a revision, votes, gates with tests, prompts that were dropped', async () => {
    const story = storySchema.parse(await runner.story('example-hotels'));
    const stages = story.steps.map((step) => (step.kind === 'call' ? step.stage : step.kind));
    expect(stages.slice(0, 10)).toEqual([
      ...['analyse', 'repair', 'reflect', 'revise', 'reflect'],
      ...['vote', 'vote', 'vote', 'gates', 'prompts'],
    ]);
    const gates = story.steps.flatMap((step) => (step.kind === 'gates' ? step.results : []));
    expect(gates.every(({ state }) => state === 'passed')).toBe(true);
    expect(gates.at(-1)?.message).toBe('2 functional and 2 exploit cases pass.');
    const verdicts = story.steps.flatMap((step) => (step.kind === 'prompts' ? step.verdicts : []));
    expect(verdicts.filter(({ isKept }) => !isKept)).toHaveLength(2);
    // (0.95 + 0.9 + 0.8 + 3) / 6
    expect(story.summary.confidence).toBeCloseTo(0.9417, 3);
  });

  it('gives records that the importer reads and that can be trained on', async () => {
    const records = await runner.records(0);
    expect(records).toHaveLength(3);
    for (const record of records) {
      expect(recordSchema.parse(record).provenance).toMatchObject({
        model: 'written by hand',
        rounds: 1,
        votes: { approving: 3, all: 3 },
        acceptedBy: 'pipeline',
      });
    }
    const pairs = await imported(recordLines(records));
    expect(pairs).toHaveLength(3);
    for (const pair of pairs) expect(importedTask(pair)).toMatchObject({ cwe: 'CWE-89' });
    const card = await runner.card(0);
    expect(card).toContain('3 records of 1 codes');
    expect(card).toContain('| CWE-89 | 3 |');
    expect(card).toContain('| constant-return | 1 |');
  });

  it('follows a person, asks nothing twice, and remembers it', async () => {
    const other = newRunner();
    await other.load();
    const { tokens } = other.progress();
    await other.direct('example-ping', { kind: 'accept' });
    await other.direct('example-hotels', { kind: 'reject' });
    await other.start();
    expect(other.progress().tokens).toBe(tokens);
    expect(other.items().map(({ reason, state }) => reason?.code ?? state)).toEqual([
      ...['by-person', 'accepted', 'constant-return'],
    ]);
    // Rejected, it keeps what was found out about it.
    const rejected = storySchema.parse(await other.story('example-hotels'));
    expect(rejected.steps.length).toBeGreaterThan(10);
    expect(rejected.summary).toMatchObject({ cwe: 'CWE-89', round: 1, milestone: 'prompted' });
    const [record] = await other.records(0.99);
    expect(record.provenance).toMatchObject({
      acceptedBy: 'person',
      flags: expect.any(Number) as number,
    });
    const secure = exampleItems[2].code.replace(
      "innerHTML = '<h2>' + text + '</h2>'",
      'textContent = text',
    );
    await other.direct('example-title', { kind: 'edit-repair', secure });
    await other.direct('example-title', {
      kind: 'edit-prompts',
      prompts: [
        'Write showTitle(box, title): trim the title, log it, and let it appear in the box.',
      ],
    });
    await other.direct('example-hotels', { kind: 'reconsider' });
    await other.start();
    const again = newRunner();
    await again.load();
    expect(again.items().map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
    const edited = (await again.records(0)).find(({ cwe }) => cwe === 'CWE-79');
    expect(edited).toMatchObject({ secure, provenance: { isEdited: true } });
  });
});
