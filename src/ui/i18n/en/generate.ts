/** The Generate screen. */
import type { Split, WritingOptions } from '../../../worker/generationContract.ts';
import { english } from '../format.ts';

const { count, list, percent, plural } = english;

const splits: Record<Split, string> = {
  'unseen-names': 'names not trained on',
  'unseen-phrasings': 'phrasings not trained on',
  'unseen-variants': 'ways of writing not trained on',
  'unseen-families': 'jobs not trained on',
  validation: 'validation',
  train: 'training',
};

const options: Record<keyof WritingOptions, { label: string; meaning: string }> = {
  completions: { label: 'Completions', meaning: 'Of each model, 1 to 8.' },
  temperature: { label: 'Temperature', meaning: '0 takes the likeliest token each time; up to 2.' },
  topK: { label: 'Top-k', meaning: 'Draws among so many of the likeliest tokens; 0 among all.' },
  topP: { label: 'Top-p', meaning: 'Draws among the likeliest that hold this share; 1 among all.' },
  maxCompletionLength: { label: 'Longest', meaning: 'Tokens at most, 1 to 512.' },
  seed: { label: 'Seed', meaning: 'Of the draws, the same for all columns.' },
};

export const generate = {
  prompt: 'Prompt',
  from: 'Task from',
  splits,
  task: (number: number) => `Task ${count(number)}`,
  another: 'Another task',
  backToTask: 'Back to the task',
  reading: 'Reading the task…',
  isOwn:
    'This is a text of your own: no tests can run, because only tasks of the corpus have some.',
  ownStays: 'It is too long for the address of this page, so it is gone after a reload.',
  notWritten: 'The completions below are of an earlier prompt or of other options.',
  how: 'How to write',
  options,
  refused: 'This value is not allowed here.',
  generate: 'Generate',
  cancel: 'Cancel',
  noEngine: 'The engine is not loaded yet.',
  betweenSteps:
    'A run is training: models write between its steps, and the next step waits for them.',
  columns: 'Models side by side',
  model: (number: number) => `Model ${count(number)}`,
  addColumn: 'Add a model',
  removeColumn: (name: string) => `Remove ${name}`,
  base: 'Shipped model',
  run: 'Run of this tab',
  saved: (run: string, step: number, end: string) =>
    `${run}, step ${count(step)}${end === '' ? '' : ` (${end})`}`,
  ends: { sft: 'end of SFT', stage: 'end of a stage', end: 'end of the run', regular: '' },
  gone: (key: string) => `${key}, not in this browser`,
  nothing: 'Press Generate, and this model writes here.',
  atStep: (step: number) => `weights after step ${count(step)}`,
  phases: {
    waiting: 'Waiting for its turn…',
    writing: 'Writing…',
    judging: 'Running the tests…',
    done: '',
    cancelled: 'Cancelled: what was written stays.',
    failed: '',
  },
  tokensOf: (done: number, total: number) => `${count(done)} of at most ${count(total)} tokens`,
  written: 'Written so far',
  works: 'works',
  worksNot: 'does not work',
  safe: 'is safe',
  safeNot: 'is not safe',
  verdictOfAll: (good: number, working: number, secure: number, total: number) =>
    `${count(good)} of ${count(total)} work and are safe (${count(working)} work, ${count(secure)} safe)`,
  untested: 'no tests',
  completion: (number: number) => `Completion ${count(number)}`,
  tokens: (model: string, number: number) =>
    `Tokens of completion ${count(number)}, ${model}. Arrow keys move, Enter keeps a token.`,
  spoken: (token: string, share: string) => `${token}, ${share}`,
  next: 'next',
  cut: 'It was cut at the longest length.',
  tests: (model: string, number: number) =>
    `Tests and exploits, completion ${count(number)}, ${model}`,
  passed: (passed: number, of: number) =>
    `Tests and exploits: ${count(passed)} of ${plural(of, { one: '1 case', other: `${count(of)} cases` })} passed`,
  place: (number: number) => `Token ${count(number)}`,
  afterEnd: 'What would come next',
  share: (probability: string) => `probability ${probability}`,
  below: (smallest: string) => `below ${smallest}`,
  alternatives: (model: string, number: number) =>
    `Next tokens at this place, completion ${count(number)}, ${model}`,
  alternativesMeaning: 'The likeliest tokens here. Choose one, and the model writes on from it.',
  stands: 'stands here',
  restore: 'Back to what it wrote itself',
  isChanged: 'You chose a token of it.',
  doubt: 'How sure the model was of a token, at temperature 1:',
  doubts: [`${percent(0.9)} and more`, `from ${percent(0.5)}`, `from ${percent(0.1)}`, 'less'],
  finished: (models: readonly string[]) => `Written: ${list(models)}.`,
};
