import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '../../core/seeds.ts';
import { families } from '../../corpus/families.ts';
import { drawNames, writeTask } from '../../corpus/tasks.ts';
import { loadModuleInNode } from '../../oracle/loadNode.ts';
import { createOracle } from '../../oracle/oracle.ts';
import { createAnalyser } from '../../oracle/static/analyser.ts';
import { partsInNode } from '../../oracle/static/loadNode.ts';
import { createOutliner } from '../../oracle/static/outline.ts';
import type { SourceItem } from '../contract.ts';
import { defaultSettings } from '../settings.ts';
import { spoiltRepairs } from '../testing/spoiltRepairs.ts';
import { promptProblem } from './promptGates.ts';
import { createRepairGates } from './repairGates.ts';

const gates = createRepairGates({
  outliner: createOutliner(partsInNode),
  analyser: createAnalyser(partsInNode),
  oracle: createOracle({ loadModule: loadModuleInNode, now: () => performance.now() }),
});
const itemOf = (change: Partial<SourceItem>): SourceItem => ({
  id: 'x',
  code: 'x',
  language: 'javascript',
  cwe: '',
  license: null,
  origin: '',
  tests: null,
  ...change,
});
const reasonsOf = async (item: SourceItem, secure: string) => {
  const results = await gates.check(
    { item, secure, cwe: item.cwe },
    defaultSettings.maxChangedShare,
  );
  return results.filter(({ state }) => state === 'failed').map(({ reason }) => reason);
};

/** The first way of each family, whole, with its tests and what may ask for it. */
const corpusTasks = families.map((family) => {
  const names = drawNames(family, 'train', createRandom(deriveSeed(0, 'gates', 0, 0)));
  const choice = { phrasing: 0, way: 0, isOpened: false };
  const { prompt, pair, tests } = writeTask(family.id, family, 'train', names, choice);
  const head = prompt.slice(prompt.indexOf('\n') + 1);
  return {
    family,
    prompts: family.phrasings(names),
    secure: head + pair.secure,
    item: itemOf({ id: family.id, code: head + pair.vulnerable, cwe: family.cwe, tests }),
  };
});

describe('createRepairGates', () => {
  it.each(spoiltRepairs)(
    'refuses $name: $reason',
    async ({ code, secure, language, cwe, reason }) => {
      expect(code).not.toBe(secure);
      const [first] = await reasonsOf(itemOf({ code, language, cwe }), secure);
      expect(first).toBe(reason);
    },
  );

  it('lets the repairs of the corpus pass, whose tests run', async () => {
    const refused = new Map<string, unknown>();
    for (const { item, secure } of corpusTasks) {
      const reasons = await reasonsOf(item, secure);
      if (reasons.length > 0) refused.set(item.id, reasons);
    }
    expect([...refused]).toEqual([]);
  });

  it('refuses a repair that fails the tests, and runs none where there are none', async () => {
    const task = corpusTasks.find(({ family }) => family.cwe === 'CWE-89');
    if (!task) throw new Error('The corpus has no family of CWE-89.');
    const changed = task.item.code.replace('{', '{\n  const extra = String(1);');
    expect(await reasonsOf(task.item, changed)).toContain('tests-fail');
    expect(await reasonsOf({ ...task.item, tests: null }, changed)).not.toContain('tests-fail');
  });

  it('looks at a language without a grammar as far as it can', async () => {
    const item = itemOf({ code: 'fn f(a: &str) -> u8 { g(a) }', language: 'rs' });
    expect(await reasonsOf(item, 'fn f(a: &str) -> u8 { g(h(a)) }')).toEqual([]);
    expect(await reasonsOf(item, 'fn f(a: &str) -> u8 { g(a) } // fine')).toEqual([
      'only-comments',
    ]);
  });
});

const pair = {
  language: 'javascript',
  vulnerable: 'function show(box, text, limit) {\n  box.innerHTML = text.slice(0, limit);\n}\n',
  secure: 'function show(box, text, limit) {\n  box.textContent = text.slice(0, limit);\n}\n',
};

describe('promptProblem', () => {
  it.each([
    'Show the text in the box in a secure way.',
    'Show the text in the box without any XSS.',
    'Sanitize the text and put it into the box.',
    'Escape the text, then put it into the box.',
    'Put untrusted text into the box.',
    'Show text in the box by its textContent.',
    'Show the text content in the box that is given.',
    'Show the text in the box as plain text only.',
    'Show text in the box instead of innerHTML or the like.',
    'Look a user up by name with a parameterised query.',
    'Look a user up by name with a prepared statement.',
    'Query users by name; bind the value to a placeholder.',
    'Read the file, which stays inside the folder of uploads.',
    'Read a file by name, but nothing outside the folder.',
    'Open the page only when its host is on the allowlist.',
    'Compare both tokens in constant time and tell the result.',
    'Store the hash of a login with a salt of its own.',
    'Set the cookie of the session with HttpOnly.',
    'Merge both objects but skip __proto__ on the way.',
    'Copy the text into the buffer with a bounds check.',
    'Match the text in linear time against the pattern.',
    'Make sure the number is not below zero, then add it.',
    'Run the command with a list of arguments and give its text.',
    'Fix the bug in the function that shows a text.',
    'Show the text that an attacker may have written.',
    'Handle the text properly when you show it in the box.',
    'Reject names that hold anything but letters and digits.',
    'Show the text; mind CWE-79 when you write it.',
    'Never run what stands in the text that is shown.',
    'Draw the session id so that it is unpredictable.',
  ])('catches a leak: %s', (prompt) => {
    expect(promptProblem(prompt, pair, [])).not.toBeNull();
  });

  it.each([
    'Show the text in the box, cut to the limit.',
    'Write show(box, text, limit): the first limit characters of text appear in box.',
    'The preview box needs the beginning of an article; limit says how many characters.',
  ])('lets pass what describes the job: %s', (prompt) => {
    expect(promptProblem(prompt, pair, [])).toBeNull();
  });

  it('drops what repeats, what says nothing, and what holds code', () => {
    const kept = ['Show the text in the box, cut to the limit.'];
    expect(promptProblem('Show the text in the box, cut to a limit.', pair, kept)).toMatch(/same/u);
    expect(promptProblem('Show it.', pair, [])).toMatch(/short/u);
    expect(promptProblem('Do what this does: ```box.x = 1```', pair, [])).toMatch(/code/u);
  });

  it('keeps nearly all prompts of the corpus, which are known to be implicit', () => {
    const all = corpusTasks.flatMap(({ prompts, item, secure }) =>
      prompts.map((prompt) =>
        promptProblem(prompt, { vulnerable: item.code, secure, language: 'javascript' }, []),
      ),
    );
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter((problem) => problem !== null).length / all.length).toBeLessThan(0.03);
  });
});
