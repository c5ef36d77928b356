import { readdirSync } from 'node:fs';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importDirectionConfigs } from './scripts/importDirections.js';

const folders = readdirSync(new URL('src', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** A rule may be switched off only with the reason beside it: `// eslint-disable-next-line x -- why`. */
const explainedDisables = {
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        const isDisable = /^\s*eslint-disable/.test(comment.value);
        if (isDisable && !/\s--\s+\S/.test(comment.value)) {
          context.report({ loc: comment.loc, message: 'Say why, after " -- ".' });
        }
      }
    },
  }),
};

const impure = 'core/ is pure: take time, randomness and the page as parameters.';
const isPure = {
  'no-restricted-globals': [
    'error',
    ...['performance', 'window', 'document', 'navigator', 'self', 'crypto', 'fetch', 'process'].map(
      (name) => ({ name, message: impure }),
    ),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: impure },
    { object: 'Date', property: 'now', message: impure },
  ],
};

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'runs/', 'public/', 'test-results/', 'playwright-report/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house: { rules: { 'explained-disables': explainedDisables } } },
    rules: {
      'house/explained-disables': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['src/ui/**'], extends: [reactHooks.configs.flat.recommended] },
  { files: ['src/core/**'], ignores: ['src/core/**/*.test.ts'], rules: isPure },
  importDirectionConfigs(folders),
);
