import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { defaultRunConfig } from '../core/runConfig.ts';
import { createDataHost } from './dataHost.ts';
import { blockParts } from './pairBlob.ts';

const model = new URL('../../public/model/', import.meta.url);
const host = createDataHost(async (name) => new Uint8Array(await readFile(new URL(name, model))));

async function valueOf<T>(answer: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error('The command failed.');
  return result.value;
}

const pair = {
  id: 'p',
  prompt: 'function add(a) {\n',
  vulnerable: '  return a;\n}',
  secure: '  if (!a) return 0;\n  return a;\n}',
  cwe: 'CWE-20',
  language: 'javascript',
};

describe('the data worker', () => {
  it('lists the pairs that a run with the same seed begins with', async () => {
    const { rows, total } = await valueOf(host.corpus(defaultRunConfig));
    const other = await valueOf(host.corpus({ ...defaultRunConfig, seed: 2 }));
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map((row) => row.pair.cwe)).size).toBeGreaterThan(20);
    expect(rows.every((row) => row.marked > 0 && row.sideTokens > 0)).toBe(true);
    expect(other.rows[0]?.pair.id).not.toBe(rows[0]?.pair.id);
  });

  it('marks what the repair added, and where it is missing', async () => {
    const view = await valueOf(host.mask(pair, defaultRunConfig));
    const added = view.secure
      .filter((token) => token.overlap > 0)
      .map(({ start, end }) => pair.secure.slice(start, end));
    expect(added.join('')).toContain('if');
    expect(view.vulnerable.every((token) => token.overlap === 0)).toBe(true);
    expect(view.hunks).toMatchObject([{ operation: 'insert', vulnerableTokens: 0 }]);
    expect(view.hunks[0]?.anchor).not.toBeNull();
    const off = await valueOf(host.mask(pair, { ...defaultRunConfig, insertionAnchors: false }));
    expect(off.hunks[0]?.anchor).toBeNull();
  });

  it('marks more at a coarser level', async () => {
    const changed = { ...pair, secure: '  return a + 1;\n}' };
    const marked = async (diffLevel: 'lexeme' | 'line') =>
      (await valueOf(host.mask(changed, { ...defaultRunConfig, diffLevel }))).secure.filter(
        (token) => token.overlap > 0,
      ).length;
    expect(await marked('line')).toBeGreaterThan(await marked('lexeme'));
  });

  it('says what is wrong with a pair', async () => {
    const { lints } = await valueOf(
      host.mask({ ...pair, secure: pair.vulnerable }, defaultRunConfig),
    );
    expect(lints.map(({ code }) => code)).toEqual(['empty-mask']);
  });

  it('lists imported pairs as the model is given them, duplicates named', async () => {
    const parts = blockParts();
    parts.add({ ...pair, id: 'a' }, { prompt: 1, side: 1 });
    parts.add({ ...pair, id: 'b' }, { prompt: 1, side: 1 });
    const { rows, total } = await valueOf(host.imported(parts.toBlob(), defaultRunConfig));
    expect(total).toBe(2);
    expect(rows.map((row) => row.lints)).toEqual([[], ['duplicate']]);
  });

  it('fails as a value when the model cannot be read, and tries again', async () => {
    let isThere = false;
    const flaky = createDataHost(async (name) => {
      if (!isThere) throw new Error('gone');
      return new Uint8Array(await readFile(new URL(name, model)));
    });
    expect(await flaky.mask(pair, defaultRunConfig)).toMatchObject({
      ok: false,
      failure: { code: 'pairs-unreadable' },
    });
    isThere = true;
    expect((await flaky.mask(pair, defaultRunConfig)).ok).toBe(true);
  });
});
