import { describe, expect, it } from 'vitest';
import { pairFormats } from './pairFormats.ts';
import { RowError, type PairReader } from './pairRow.ts';

/** What a reader makes of each row, and of the end of the file. */
function readAll(reader: PairReader, rows: readonly unknown[]) {
  const attempt = <T>(read: () => T) => {
    try {
      return read();
    } catch (error) {
      if (error instanceof RowError) return error.message;
      throw error;
    }
  };
  const taken = rows.map((row, i) => attempt(() => reader.take(row, `row-${i}`)));
  return { taken, end: attempt(() => reader.end()) };
}

const sven = {
  func_name: 'f',
  func_src_before: 'old()',
  func_src_after: 'new()',
  vul_type: 'cwe-089',
  file_name: 'src/a.py',
};
const prime = (target: number, func: string, commit_id = 'c1') => ({
  target,
  func,
  cwe: ['CWE-787'],
  commit_id,
  file_name: 'lib/b.cc',
});

describe('pair formats', () => {
  it('patchgrad keeps how Vul2Safe came to a pair, and passes over what else has such names', () => {
    const kept = { origin: 'a.jsonl:3', model: 'tiny', acceptedBy: 'person' };
    const provenance = { ...kept, rounds: 1 };
    const row = { vulnerable: 'a', secure: 'b', confidence: 0.9, provenance };
    const { taken } = readAll(pairFormats.patchgrad.createReader(), [
      row,
      { ...row, confidence: '0.9' },
      { ...row, provenance: 'from my desk' },
    ]);
    expect(taken[0]).toMatchObject({ provenance: { ...kept, confidence: 0.9 } });
    for (const pair of taken.slice(1)) expect(pair).not.toHaveProperty('provenance');
  });

  it('patchgrad needs the two sides alone', () => {
    const { taken } = readAll(pairFormats.patchgrad.createReader(), [
      { vulnerable: 'a', secure: 'b' },
      { vulnerable: 'a', secure: 2 },
      7,
    ]);
    expect(taken[0]).toEqual({
      id: 'row-0',
      prompt: '',
      vulnerable: 'a',
      secure: 'b',
      cwe: '',
      language: '',
      license: null,
      recordedChanges: null,
    });
    expect(taken[1]).toMatch(/^secure is not text, so it is no row/);
    expect(taken[2]).toMatch(/no object with named fields/);
  });

  it('sven and safecoder give the weakness, the language and the description', () => {
    const { taken } = readAll(pairFormats.sven.createReader(), [sven]);
    expect(taken).toMatchObject([
      { vulnerable: 'old()', secure: 'new()', cwe: 'CWE-89', language: 'py', prompt: '' },
    ]);
    const changes = { deleted: [{ char_start: 0, char_end: 3 }], added: [] };
    const recorded = readAll(pairFormats.sven.createReader(), [
      { ...sven, char_changes: changes },
      { ...sven, char_changes: { deleted: [{ char_start: '0', char_end: 3 }], added: 7 } },
    ]).taken;
    expect(recorded[0]).toMatchObject({ recordedChanges: changes });
    expect(recorded[1]).toMatch(/deleted\.0\.char_start is no whole number; .*added is missing or/);
    const described = { ...sven, description: 'Runs a query.' };
    const reader = pairFormats.safecoder.createReader();
    expect(readAll(reader, [described]).taken).toMatchObject([{ prompt: 'Runs a query.' }]);
  });

  it('primevul joins a vulnerable row and the repaired one after it', () => {
    const { taken, end } = readAll(pairFormats.primevul.createReader(), [
      prime(1, 'old'),
      prime(0, 'new'),
    ]);
    expect(taken).toMatchObject([
      null,
      { id: 'row-1', vulnerable: 'old', secure: 'new', cwe: 'CWE-787', language: 'cc' },
    ]);
    expect(end).toBeUndefined();
  });

  it('primevul never joins rows of two pairs', () => {
    const reader = pairFormats.primevul.createReader();
    const { taken, end } = readAll(reader, [
      prime(0, 'alone'),
      prime(1, 'without a repair'),
      prime(1, 'old', 'c2'),
      { target: 0 },
      prime(0, 'new', 'c2'),
      prime(1, 'old', 'c3'),
      prime(0, 'new', 'c4'),
      prime(1, 'last', 'c5'),
    ]);
    expect(taken).toEqual([
      expect.stringMatching(/does not follow/),
      null,
      expect.stringMatching(/has no repaired one/),
      expect.stringMatching(/func is missing/),
      expect.stringMatching(/does not follow/),
      null,
      expect.stringMatching(/does not follow/),
      null,
    ]);
    expect(end).toMatch(/has no repaired one/);
  });

  it('primevul gives up what waits when a row cannot be read', () => {
    const reader = pairFormats.primevul.createReader();
    expect(reader.take(prime(1, 'old'), 'a')).toBeNull();
    reader.skip();
    expect(() => reader.take(prime(0, 'new'), 'b')).toThrow(/does not follow/);
  });
});
