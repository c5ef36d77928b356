import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Result } from '../core/failure.ts';
import type { AskedStage } from '../vul2safe/answers.ts';
import type { LanguageModelSession } from '../vul2safe/providers/promptApi.ts';
import { answerJsonSchemas } from '../vul2safe/template.ts';
import { defaultTemplates } from '../vul2safe/templates.ts';
import { answerWell, scriptedEnds, scriptedItem } from '../vul2safe/testing/scriptedModel.ts';
import { testSettings } from '../vul2safe/testing/settings.ts';
import { createVul2SafeClient, type Vul2SafeClient } from './vul2safeClient.ts';
import type { Vul2SafeNews, WorkOrder } from './vul2safeContract.ts';

const concurrency = 3;
const order: WorkOrder = {
  setup: {
    provider: { kind: 'prompt-api' },
    settings: testSettings({ concurrency }),
    templates: defaultTemplates,
  },
  key: null,
};

/** What the page's model was asked. */
let asked: string[] = [];

const stageOf = (schema: Record<string, unknown>) =>
  // Object.keys forgets the names that the table's type holds.
  (Object.keys(answerJsonSchemas) as AskedStage[]).find(
    (stage) => JSON.stringify(answerJsonSchemas[stage]) === JSON.stringify(schema),
  );

const prompt: LanguageModelSession['prompt'] = (input, { responseConstraint }) => {
  asked.push(JSON.stringify([input, responseConstraint]));
  const manner = answerWell({
    ...{ model: 'page', stream: false, messages: [{ role: 'system', content: '' }, ...input] },
    response_format: { json_schema: { name: stageOf(responseConstraint) ?? '' } },
  });
  return Promise.resolve(manner.kind === 'answer' ? manner.text : '');
};

const open: Vul2SafeClient[] = [];
function newClient(onNews: (news: Vul2SafeNews) => void = () => undefined): Vul2SafeClient {
  const client = createVul2SafeClient({ onNews, onEnd: () => undefined });
  open.push(client);
  return client;
}

const valueOf = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer;
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
};

beforeEach(() => {
  asked = [];
  const create = () => Promise.resolve({ prompt, destroy: () => undefined });
  const availability = () => Promise.resolve('available');
  Object.assign(globalThis, { LanguageModel: { create, availability } });
});
afterEach(() => {
  for (const client of open.splice(0)) client.terminate();
  Reflect.deleteProperty(globalThis, 'LanguageModel');
});

it('goes on from the database after its worker was ended in the middle, and asks nothing again that was answered', async () => {
  const first = newClient();
  await valueOf(first.clear());
  await valueOf(first.addItems(Array.from({ length: 10 }, (_, i) => scriptedItem(i))));
  await valueOf(first.start('own', order));
  await expect.poll(() => asked.length, { timeout: 60_000 }).toBeGreaterThan(15);
  first.terminate();
  const before = asked.length;

  const ends: Vul2SafeNews[] = [];
  const second = newClient((news) => void (news.stop !== null && ends.push(news)));
  const { news, tornLines } = await valueOf(second.open('own', order));
  expect(news.items).toHaveLength(10);
  expect(news.items.some(({ state }) => state === 'queued')).toBe(true);
  expect(tornLines).toBe(0);
  await valueOf(second.start('own', order));
  await expect.poll(() => ends.length, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(ends[0].stop).toMatchObject({ cause: 'done' });
  const { news: end } = await valueOf(second.open('own', order));
  expect(end.items.map(({ state, reason }) => reason?.code ?? state)).toEqual([...scriptedEnds]);
  expect(asked.length).toBeGreaterThan(before);
  // What was under way may be asked again: at most as many as may be under way.
  expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(concurrency);
  const { news: example } = await valueOf(second.open('example', null));
  expect(example.items).toHaveLength(3);
  await valueOf(second.clear());
});
