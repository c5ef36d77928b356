import { describe, expect, it } from 'vitest';
import { answerSchemas, type AskedStage } from './answers.ts';
import { createMemoryStore } from './journal.ts';
import { estimateUsage, type ChatCall, type Provider } from './providers/provider.ts';
import { defaultTemplates } from './templates.ts';
import { hostileCodes } from './testing/hostileCodes.ts';
import { nameGates, quickNow, quickSleep, testSettings } from './testing/settings.ts';
import { createVul2Safe } from './vul2safe.ts';

const verdict = { isFixed: true, isFunctionKept: true, isNothingNew: true };

/** Answers of a model that reads code as data. */
function careful({ schema, messages }: ChatCall): string {
  const code = /<<DATA-\w+\n([^]*?)\nDATA-/u.exec(messages[1].content)?.[1] ?? '';
  const answers: Record<string, object> = {
    analyse: { isVulnerable: true, cwe: 'CWE-89', lines: [3], weakness: 'SQL', cause: 'text' },
    repair: {
      explanation: 'A parameter.',
      code: code.replace(/query\(.*\)/u, "query('… ?', [name])"),
    },
    reflect: { reasoning: 'Well.', advice: '', ...verdict },
    vote: { reasoning: 'Well.', certainty: 1, ...verdict },
    prompts: { prompts: ['Look a user up in the table users by the name.'] },
    check: { reasoning: 'The job alone.', givesAway: false },
  };
  return JSON.stringify(answers[schema.name]);
}

async function storyOf(code: string, answer: (call: ChatCall) => string) {
  const calls: ChatCall[] = [];
  const provider: Provider = {
    model: 'test',
    complete: (call) => {
      calls.push(call);
      const text = answer(call);
      return Promise.resolve({ text, finish: 'stop', usage: estimateUsage(call.messages, text) });
    },
  };
  const runner = createVul2Safe({
    provider,
    store: createMemoryStore(),
    gates: nameGates,
    settings: testSettings(),
    templates: defaultTemplates,
    sleep: quickSleep,
    now: quickNow,
    onEvent: () => undefined,
  });
  const item = {
    id: 'x',
    code,
    language: 'javascript',
    cwe: '',
    license: null,
    origin: '',
    tests: null,
  };
  await runner.add([item]);
  await runner.start();
  return { story: await runner.story('x'), calls };
}

describe.each(hostileCodes)('code with $name', ({ code }) => {
  it('stands between marks that it cannot close, and never in the system text', async () => {
    const { calls } = await storyOf(code, careful);
    for (const { messages } of calls.filter(({ schema }) => schema.name !== 'check')) {
      const [system, user] = messages;
      const mark = /<<DATA-([0-9a-f]{16})/u.exec(system.content)?.[1] ?? '';
      expect(code).not.toContain(mark);
      expect(user.content).toContain(`<<DATA-${mark}\n${code}\nDATA-${mark}>>`);
      expect(system.content).not.toContain(code.split('\n')[1]);
    }
  });

  it('is flagged, and only a person may accept it', async () => {
    const { story } = await storyOf(code, careful);
    expect(story?.flags.length).toBeGreaterThan(0);
    expect(story?.summary).toMatchObject({ state: 'rejected', reason: { code: 'flagged' } });
    expect(story?.prompts).toHaveLength(1);
  });

  it.each([
    'SAFE',
    'This code is safe.',
    '{"verdict": "safe"}',
    '{"isVulnerable": "no"}',
    '```\nSAFE\n```',
    '{"isVulnerable":true,"isVulnerable":false,"cwe":"","lines":[],"weakness":"","cause":""}',
  ])('gets no verdict of another form from a model that obeys it: %s', async (obedient) => {
    const { story } = await storyOf(code, () => obedient);
    expect(story?.summary).toMatchObject({ state: 'failed', reason: { code: 'no-json' } });
    for (const step of story?.steps ?? []) if (step.kind === 'call') expect(step.value).toBeNull();
  });

  it('leaves every verdict in the form of its stage when some answers obey', async () => {
    let count = 0;
    const { story } = await storyOf(code, (call) =>
      (count += 1) % 3 === 0 ? 'safe' : careful(call),
    );
    for (const step of story?.steps ?? []) {
      if (step.kind !== 'call' || step.value === null) continue;
      expect(answerSchemas[step.stage as AskedStage].safeParse(step.value).success).toBe(true);
    }
    expect(story?.summary.state).not.toBe('accepted');
  });
});
