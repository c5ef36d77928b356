/** The table from which ESLint learns which folder of src may import which, and how it says so. */

const ui = ['react', 'zustand', 'uplot'];
const tensors = ['@tensorflow/'];
const sandbox = ['quickjs-emscripten', '@jitl/', 'web-tree-sitter', 'tree-sitter-'];

/**
 * folder: what it may import from the house (itself is always allowed) and, by the beginning of their
 * name, the packages it must not touch. "worker/client" is one file of a folder.
 */
export const importDirections = {
  core: { folders: [], notPackages: [...ui, ...tensors, ...sandbox, 'comlink', 'node:'] },
  corpus: { folders: ['core'], notPackages: [...ui, ...tensors] },
  oracle: { folders: ['core'], notPackages: [...ui, ...tensors] },
  engine: { folders: ['core'], notPackages: [...ui, ...sandbox] },
  model: { folders: ['core', 'engine'], notPackages: [...ui, ...sandbox] },
  training: {
    folders: ['core', 'corpus', 'oracle', 'engine', 'model'],
    notPackages: [...ui, ...sandbox],
  },
  vul2safe: {
    folders: ['core', 'corpus', 'oracle'],
    notPackages: [...ui, ...tensors, ...sandbox, 'comlink', 'node:'],
  },
  storage: {
    folders: ['core'],
    notPackages: [...ui, ...tensors, ...sandbox, 'comlink', 'node:'],
  },
  experiment: {
    folders: ['core'],
    notPackages: [...ui, ...tensors, ...sandbox, 'comlink', 'node:'],
  },
  worker: {
    folders: ['core', 'corpus', 'oracle', 'engine', 'model', 'training', 'vul2safe', 'storage'],
    notPackages: ui,
  },
  ui: {
    folders: [
      'core',
      'worker/contract',
      'worker/checkpointFiles',
      'worker/generationContract',
      'worker/pairContract',
      'worker/dataContract',
      'worker/client',
      'worker/libraryContract',
      'worker/libraryClient',
      'vul2safe/contract',
      'vul2safe/connection',
      'vul2safe/reasons',
      'vul2safe/settings',
      'vul2safe/answers',
      'vul2safe/templates',
      'vul2safe/template',
      'vul2safe/providers/endpoint',
      'worker/vul2safeContract',
      'worker/vul2safeClient',
    ],
    notPackages: [...tensors, ...sandbox],
  },
  cli: {
    folders: [
      'core',
      'corpus',
      'oracle',
      'engine',
      'model',
      'training',
      'worker',
      'vul2safe',
      'experiment',
      'bench',
    ],
    notPackages: ui,
  },
  bench: {
    folders: ['core', 'engine', 'model', 'training'],
    notPackages: [...ui, ...sandbox, 'node:'],
  },
};

const order =
  'Imports run one way: core ← corpus, oracle, engine; engine ← model; these ← training; core ← storage, experiment; ' +
  'core, corpus, oracle ← vul2safe; all of these ← worker, bench ← cli; core, the contracts of worker and vul2safe, the client ← ui.';

function adviseFolders(folder, allowed) {
  const may = allowed.length === 0 ? 'nothing outside itself' : allowed.join(', ');
  return (
    `src/${folder} may import ${may}. ${order} Take what you need as a parameter, or move the shared ` +
    'part down to a folder that both may import (core, when it is pure).'
  );
}

function advisePackages(folder) {
  return (
    `src/${folder} must work without this package. ${order} Put the code that needs it into the ` +
    'folder it belongs to (tensors: engine, model, training; controls: ui; sandbox: oracle).'
  );
}

const escape = (text) => text.replace(/[/.]/g, '\\$&');

/** Matches a relative path into a folder of src that is not allowed, from any depth. */
function forbiddenFolders(folder, allowed) {
  const whole = allowed.filter((name) => !name.includes('/'));
  const others = Object.keys(importDirections).filter(
    (name) => name !== folder && !whole.includes(name),
  );
  const exceptions = allowed
    .filter((name) => name.includes('/'))
    .map((name) => `(?!${escape(name)}\\.tsx?$)`);
  return `^(\\.\\.\\/)+${exceptions.join('')}(${others.join('|')})\\/`;
}

function forbiddenPackages(names) {
  return `^(${names.map((name) => escape(name) + (/[/:]$/.test(name) ? '' : '(\\/|-|$)')).join('|')})`;
}

function rulesOf(folder, isTest) {
  const { folders, notPackages } = importDirections[folder];
  const bans = [
    { regex: forbiddenFolders(folder, folders), message: adviseFolders(folder, folders) },
  ];
  // A test may bring what it needs, such as node:fs for a fixture.
  if (!isTest)
    bans.push({ regex: forbiddenPackages(notPackages), message: advisePackages(folder) });
  return {
    'no-restricted-imports': ['error', { patterns: bans }],
    'no-restricted-syntax': [
      'error',
      ...bans.map(({ regex, message }) => ({
        selector: `ImportExpression[source.value=/${regex}/]`,
        message,
      })),
    ],
  };
}

const tests = (folder) => `src/${folder}/**/*.test.{ts,tsx}`;

/** ESLint configurations for the table. Throws when a folder that is present has no row in it. */
export function importDirectionConfigs(present) {
  const unknown = present.filter((folder) => !(folder in importDirections));
  if (unknown.length > 0) {
    throw new Error(
      `src/${unknown.join(', src/')} has no row in scripts/importDirections.js, so nobody knows what it ` +
        'may import. Add one.',
    );
  }
  return Object.keys(importDirections).flatMap((folder) => [
    { files: [`src/${folder}/**`], ignores: [tests(folder)], rules: rulesOf(folder, false) },
    { files: [tests(folder)], rules: rulesOf(folder, true) },
  ]);
}
