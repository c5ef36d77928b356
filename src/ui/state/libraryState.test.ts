import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../core/runRecord.ts';
import { runRecordOf } from '../../core/testing/runRecords.ts';
import { emptyLibrary, interruptedRun, standingOf } from './libraryState.ts';
import { initialRunState } from './runState.ts';

const record = runRecordOf('abcd', {
  state: 'running',
  step: 3,
  checkpoints: [{ step: 2, savedAt: 0, bytes: 1, kind: 'regular' }],
});
const listed = (run: RunRecord, live: string[] = []) => ({
  ...emptyLibrary,
  list: { runs: [run], pairs: [], damaged: [], live, whyMemory: null },
});
const shown = (trainer: 'running' | 'ready', id: string | null) => ({
  ...initialRunState,
  trainer,
  record: id,
});

describe('how a run stands', () => {
  it('is interrupted when nobody trains it although it never came to rest', () => {
    expect(standingOf(record, [], shown('ready', null))).toBe('interrupted');
    expect(standingOf(record, ['abcd'], shown('ready', null))).toBe('running');
    expect(standingOf(record, ['abcd'], shown('running', 'abcd'))).toBe('running');
    expect(standingOf(record, ['abcd'], shown('ready', 'abcd'))).toBe('interrupted');
    expect(standingOf({ ...record, state: 'stopped' }, [], shown('ready', null))).toBe('stopped');
  });
});

describe('the offer to go on', () => {
  it('is made for an interrupted run with a checkpoint, while no other run is on the screen', () => {
    const idle = shown('ready', null);
    expect(interruptedRun(listed(record), idle)).toBe(record);
    expect(interruptedRun(listed(record, ['abcd']), idle)).toBeNull();
    expect(interruptedRun(listed({ ...record, checkpoints: [] }), idle)).toBeNull();
    expect(interruptedRun(listed({ ...record, isImported: true }), idle)).toBeNull();
    expect(interruptedRun({ ...listed(record), isOfferSettled: true }, idle)).toBeNull();
    expect(interruptedRun(listed(record), shown('running', 'other'))).toBeNull();
    const ended = { ...record, checkpoints: [{ ...record.checkpoints[0], kind: 'end' as const }] };
    expect(interruptedRun(listed(ended), idle)).toBeNull();
  });
});
