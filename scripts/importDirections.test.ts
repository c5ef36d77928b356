import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, test } from 'vitest';

let eslint: ESLint;

beforeAll(() => {
  // The project's own configuration; only the rules that need types are off, since they are slow.
  eslint = new ESLint({
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    overrideConfig: {
      ...tseslint.configs.disableTypeChecked,
      languageOptions: { parserOptions: { projectService: false } },
    },
  });
});

async function lint(filePath: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap((result) => result.messages.map((message) => message.message));
}

describe('import direction', () => {
  test.each([
    ['src/core/mask.ts', "export { x } from '../engine/adapter.ts';"],
    ['src/core/nested/mask.ts', "import '../../model/llama.ts';"],
    ['src/core/mask.ts', "await import('../worker/contract.ts');"],
    ['src/core/mask.test.ts', "import '../training/loss.ts';"],
    ['src/engine/adapter.ts', "import '../model/llama.ts';"],
    ['src/ui/App.tsx', "import '../worker/trainer.ts';"],
    ['src/ui/App.tsx', "import '../training/trainStep.ts';"],
    ['src/worker/trainer.ts', "import '../ui/App.tsx';"],
  ])('%s refuses %s and explains the order', async (file, code) => {
    const messages = await lint(file, code);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('Imports run one way: core ← corpus, oracle, engine');
    expect(messages[0]).toContain('Take what you need as a parameter, or move');
  });

  test.each([
    ['src/core/mask.ts', "import '@tensorflow/tfjs';"],
    ['src/core/mask.ts', "import 'react';"],
    ['src/core/mask.ts', "import 'comlink';"],
    ['src/training/loss.ts', "import 'react-dom/client';"],
    ['src/ui/App.tsx', "import '@tensorflow/tfjs-backend-webgpu';"],
  ])('%s refuses the package in %s', async (file, code) => {
    const messages = await lint(file, code);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('must work without this package');
  });

  test.each([
    ['src/core/mask.ts', "import './pair.ts'; import 'zod';"],
    ['src/core/mask.test.ts', "import 'node:fs';"],
    ['src/model/llama.ts', "import '../engine/adapter.ts'; import '@tensorflow/tfjs';"],
    ['src/ui/App.tsx', "import '../worker/contract.ts'; import '../worker/client.ts';"],
    ['src/cli/train.ts', "import '../worker/trainer.ts';"],
  ])('%s allows %s', async (file, code) => {
    expect(await lint(file, code)).toEqual([]);
  });
});

describe('core', () => {
  test.each(['Math.random()', 'Date.now()', 'performance.now()', 'document.title', 'window.name'])(
    'may not use %s',
    async (expression) => {
      const messages = await lint('src/core/mask.ts', `export const x = ${expression};`);
      expect(messages).toHaveLength(1);
      expect(messages[0]).toContain('core/ is pure');
    },
  );
});

test('a rule is switched off only with a reason', async () => {
  const code = (reason: string) => `// eslint-disable-next-line eqeqeq${reason}\nif (a == b) c();`;
  expect(await lint('src/core/mask.ts', code(''))).toEqual(['Say why, after " -- ".']);
  expect(await lint('src/core/mask.ts', code(' -- both are strings here'))).toEqual([]);
});
