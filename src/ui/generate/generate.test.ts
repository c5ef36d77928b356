import { describe, expect, it } from 'vitest';
import { defaultRunConfig } from '../../core/runConfig.ts';
import { runRecordOf } from '../../core/testing/runRecords.ts';
import { formatAddress, parseAddress } from '../state/configHash.ts';
import {
  doubtLevel,
  mostDoubtful,
  placeWritten,
  verdictOf,
  waitingColumn,
} from '../state/generationState.ts';
import { writtenOf } from '../fixtures/fakeGeneration.ts';
import {
  defaultChoices,
  defaultOptions,
  optionKeys,
  promptOf,
  readChoices,
  withOption,
  writeChoices,
  type Choices,
} from './choices.ts';
import { defaultModels, refOf, savedModels, unusedModel } from './models.ts';

const run = (id: string, sftSteps: number, steps: [number, 'regular' | 'stage' | 'end'][]) =>
  runRecordOf(id, {
    config: { ...defaultRunConfig, sftSteps },
    checkpoints: steps.map(([step, kind]) => ({ step, kind, bytes: 1, savedAt: 0 })),
  });

const staged = run('run-staged', 20, [
  [20, 'stage'],
  [28, 'stage'],
  [35, 'end'],
]);
const short = run('run-short', 0, [[5, 'regular']]);

describe('the choices of the Generate screen', () => {
  const chosen: Choices = {
    models: ['base', 'run-staged@20', 'run'],
    split: 'unseen-families',
    number: 12,
    text: 'function <b>(a) {\n  "&=#"',
    options: {
      completions: 4,
      temperature: 0.75,
      topK: 40,
      topP: 0.9,
      maxCompletionLength: 200,
      seed: 77,
    },
  };

  it('survive the address, which names only what differs', () => {
    const through = (choices: Choices) => {
      const place = { screen: 'generate', details: writeChoices(choices) } as const;
      const { place: read, notes } = parseAddress(
        formatAddress({ place, lesson: null, config: defaultRunConfig }),
      );
      expect(notes).toEqual([]);
      expect(read.screen).toBe('generate');
      return readChoices(read.details);
    };
    expect(through(chosen)).toEqual(chosen);
    expect(writeChoices(defaultChoices)).toEqual({});
    expect(through(defaultChoices)).toEqual(defaultChoices);
    expect(through({ ...chosen, text: 'x'.repeat(1001) }).text).toBeNull();
    for (const key of optionKeys) {
      const options = { ...defaultOptions, [key]: chosen.options[key] };
      expect(through({ ...defaultChoices, options }).options).toEqual(options);
    }
  });

  it('refuse what a link must not set', () => {
    const notes = (details: string) => parseAddress(`#v=1&screen=generate&${details}`).notes.length;
    for (const wrong of ['models=base,../x', 'models=base,base,base,base', 'split=all', 'number=0'])
      expect(notes(wrong), wrong).toBe(1);
    for (const wrong of ['n=9', 't=2.5', 'p=0', 'p=1.5', 'length=513', 'draws=-1', 'k=many'])
      expect(notes(wrong), wrong).toBe(1);
  });

  it('take an option as it is typed, where it is allowed', () => {
    expect(withOption(defaultOptions, 'temperature', '0.5')?.temperature).toBe(0.5);
    expect(withOption(defaultOptions, 'temperature', '0.')?.temperature).toBe(0);
    for (const text of ['', 'x', '-1', '2.5', '1e-9']) {
      expect(withOption(defaultOptions, 'temperature', text), text).toBeNull();
    }
    expect(withOption(defaultOptions, 'completions', '9')).toBeNull();
  });

  it('name a task by its place in the split, from 1', () => {
    expect(promptOf({ ...chosen, text: null })).toEqual({
      kind: 'task',
      split: 'unseen-families',
      index: 11,
    });
    expect(promptOf(chosen)).toEqual({ kind: 'text', text: chosen.text });
  });
});

describe('the models of the Generate screen', () => {
  it('begin with the shipped one, what SFT left and the newest', () => {
    const none = { hasRun: false, record: null };
    expect(defaultModels([], none)).toEqual(['base']);
    expect(defaultModels([staged, short], none)).toEqual([
      'base',
      'run-staged@20',
      'run-staged@35',
    ]);
    expect(defaultModels([run('run-empty', 0, []), short], none)).toEqual(['base', 'run-short@5']);
    expect(defaultModels([staged], { hasRun: true, record: 'run-staged' })).toEqual([
      'base',
      'run-staged@20',
      'run',
    ]);
    expect(defaultModels([staged], { hasRun: true, record: null })).toEqual(['base', 'run']);
  });

  it('are told apart by their keys', () => {
    expect(refOf('base')).toEqual({ kind: 'base' });
    expect(refOf('run')).toEqual({ kind: 'run' });
    expect(refOf('run-staged@20')).toEqual({ kind: 'checkpoint', id: 'run-staged', step: 20 });
    const saved = savedModels([staged]);
    expect(unusedModel(['base'], saved, true)).toBe('run');
    expect(unusedModel(['base', 'run-staged@20'], saved, false)).toBe('run-staged@28');
    expect(unusedModel(['base'], [], false)).toBeNull();
  });
});

describe('what was written', () => {
  it('is counted by what its tests say, and not where none ran', () => {
    const good = writtenOf([1, 7]);
    expect(verdictOf([good, good])).toEqual({ total: 2, working: 2, secure: 0, good: 0 });
    expect(verdictOf([{ outcome: null }])).toBeNull();
    expect(verdictOf([])).toBeNull();
  });

  it('takes its place, and keeps what the model wrote by itself', () => {
    const column = placeWritten(waitingColumn, 0, [writtenOf([1]), writtenOf([2])]);
    const own = { written: writtenOf([2]), own: writtenOf([2]) };
    const changed = { ...column, completions: [...column.completions.slice(0, 1), own] };
    const after = placeWritten(changed, 1, [writtenOf([3])]);
    expect(after.completions.map(({ written }) => written.ids)).toEqual([[1], [3]]);
    expect(after.completions[1]?.own?.ids).toEqual([2]);
  });

  it('is looked at where the model was least sure', () => {
    const { places } = writtenOf([1, 2, 7]);
    const doubtful = places?.map((place, i) => (i === 1 ? { ...place, probability: 0.2 } : place));
    expect(mostDoubtful(doubtful ?? null)).toBe(1);
    expect(mostDoubtful(null)).toBe(0);
    expect(mostDoubtful([])).toBe(0);
  });

  it('is shaded by doubt', () => {
    expect([1, 0.9, 0.89, 0.5, 0.49, 0.1, 0.09, 0].map(doubtLevel)).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3,
    ]);
  });
});
