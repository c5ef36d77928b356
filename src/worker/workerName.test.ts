import { describe, expect, it } from 'vitest';
import { formatWorkerName, parseWorkerName, readFault } from './workerName.ts';

describe('readFault', () => {
  it('reads kind and step', () => {
    expect(readFault('?fault=nan@3')).toEqual({ kind: 'nan', step: 3 });
  });
  it.each(['', '?fault=', '?fault=nan', '?fault=fire@1', '?fault=nan@-1', '?fault=nan@1.5'])(
    'reads nothing from %j',
    (search) => expect(readFault(search)).toBeNull(),
  );
});

describe('parseWorkerName', () => {
  it('reads what formatWorkerName wrote', () => {
    const name = { lifeline: 'x', fault: { kind: 'dead', step: 2 } } as const;
    expect(parseWorkerName(formatWorkerName(name))).toEqual(name);
  });
  it('says what to do about a foreign name', () => {
    expect(() => parseWorkerName('')).toThrow(/createTrainerClient/);
  });
});
