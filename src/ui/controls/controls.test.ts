import { describe, expect, it } from 'vitest';
import type { TrainerState } from '../../worker/contract.ts';
import { commandsFor } from './commands.ts';
import { formatDuration, formatRate } from './duration.ts';

const allowed = (state: TrainerState, isBusy = false) =>
  Object.entries(commandsFor(state, isBusy))
    .filter(([, can]) => can)
    .map(([name]) => name.replace('can', ''));

describe('commandsFor', () => {
  it.each<[TrainerState, string[]]>([
    ['idle', []],
    ['loading', ['Start', 'Step']],
    ['ready', ['Start', 'Step']],
    ['running', ['Pause', 'Stop']],
    ['paused', ['Resume', 'Step', 'Stop']],
    ['stopped', ['Start', 'Step']],
    ['failed', []],
  ])('in %s allows %j', (state, names) => {
    expect(allowed(state)).toEqual(names);
    expect(allowed(state, true)).toEqual([]);
  });
});

describe('durations', () => {
  it('are short', () => {
    expect([40_000, 180_000, 2 * 3600_000 + 600_000].map(formatDuration)).toEqual([
      'about 40 s',
      'about 3 min',
      'about 2 h 10 min',
    ]);
  });
  it('have a rate only when there is something to measure', () => {
    expect(formatRate({ done: 30, startedAt: 0, updatedAt: 10_000 })).toBe('3/s');
    expect(formatRate({ done: 0, startedAt: 0, updatedAt: 10_000 })).toBeNull();
    expect(formatRate({ done: 3, startedAt: 0, updatedAt: 0 })).toBeNull();
  });
});
