import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unfitReason } from '../core/pairFit.ts';
import { commentOf, importedTask, sizeOf } from './importedTasks.ts';
import { readFileOfPairs } from './testing/pairEvents.ts';

const pair = (
  vulnerable: string,
  secure: string,
  more: { prompt?: string; language?: string } = {},
) => ({
  id: 'p',
  prompt: '',
  cwe: 'CWE-787',
  language: 'c',
  ...more,
  vulnerable,
  secure,
});
function taskOf(...parts: Parameters<typeof pair>) {
  const task = importedTask(pair(...parts));
  if (typeof task === 'string') throw new Error(task);
  return task;
}

describe('importedTask', () => {
  it('asks with the prompt as a comment and the lines with which both sides begin', () => {
    const task = taskOf(
      'void copy(char *to) {\n  int n;\n  strcpy(to, from);\n}',
      'void copy(char *to) {\n  int n;\n  strncpy(to, from, 8);\n}',
      { prompt: 'Copies a name.\nKeep it short.' },
    );
    expect(task.prompt).toBe(
      '// Copies a name.\n// Keep it short.\nvoid copy(char *to) {\n  int n;\n',
    );
    expect(task.pair).toMatchObject({
      prompt: task.prompt,
      vulnerable: '  strcpy(to, from);\n}',
      secure: '  strncpy(to, from, 8);\n}',
    });
    expect(task.tests).toBeNull();
  });

  it('leaves something to write on both sides', () => {
    const task = taskOf('a\nb\n', 'a\nb\nc\n');
    expect(task.prompt).toBe('a\n');
    expect(task.pair).toMatchObject({ vulnerable: 'b\n', secure: 'b\nc\n' });
  });

  it('needs a prompt or a line that both sides share', () => {
    expect(importedTask(pair('a(x)', 'b(x)'))).toBe('no-prompt');
    expect(taskOf('a(x)', 'b(x)', { prompt: 'Call it.' }).prompt).toBe('// Call it.\n');
  });

  it('makes none of a pair whose sides differ in layout alone', () => {
    expect(importedTask(pair('if (a) {\n b;\n}', 'if (a) { b; }'))).toBe('same-sides');
  });

  it('joins prompt and side to the code of the file, for each pair of a data set', async () => {
    const file = readFileSync(new URL('../cli/fixtures/safecoder.jsonl', import.meta.url));
    const { pairs } = await readFileOfPairs(file, 'safecoder');
    expect(pairs.length).toBeGreaterThan(0);
    for (const { pair: imported } of pairs) {
      const task = importedTask(imported);
      if (typeof task === 'string') throw new Error(task);
      const comment = commentOf(imported.prompt, imported.language);
      expect(comment).not.toBe('');
      for (const side of ['vulnerable', 'secure'] as const) {
        expect(task.prompt + task.pair[side]).toBe(comment + imported[side]);
      }
    }
  });
});

describe('commentOf', () => {
  it.each([
    ['py', '# Do it.\n'],
    ['Python', '# Do it.\n'],
    ['js', '// Do it.\n'],
    ['', '// Do it.\n'],
    ['sql', '-- Do it.\n'],
    ['html', '<!-- Do it. -->\n'],
  ])('in %s is %s', (language, comment) => {
    expect(commentOf('Do it.\r\n\n', language)).toBe(comment);
  });
});

describe('the size of a pair', () => {
  const size = sizeOf(taskOf('f\nab', 'f\nabcd'), (text) => [...text].map(() => 1));

  it('counts the prompt, and the longer side with its end token', () => {
    expect(size).toEqual({ prompt: 2, side: 5 });
  });

  it.each([
    [{ context: 7, maxCompletionLength: 5 }, null],
    [{ context: 6, maxCompletionLength: 5 }, 'context'],
    [{ context: 7, maxCompletionLength: 4 }, 'long-side'],
    [{ context: 7, maxCompletionLength: 6 }, 'long-prompt'],
  ] as const)('in %o gives %s', (limits, reason) => {
    expect(unfitReason(size, limits)).toBe(reason);
  });
});
