import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { families } from '../../corpus/families.ts';
import { createAnalyser } from '../../oracle/static/analyser.ts';
import { partsInNode } from '../../oracle/static/loadNode.ts';
import { runPatchgrad } from '../testing/patchgrad.ts';
import { measureFamily } from './corpusFindings.ts';

describe('the static rules on the corpus', () => {
  const analyser = createAnalyser(partsInNode);

  it.each(families.map((family) => [family.id, family] as const))(
    '%s: raise no false alarm on a repair',
    async (_, family) => {
      const { codes, secure } = await measureFamily(analyser, family);
      expect(codes).toBeGreaterThan(0);
      expect(secure).toBe(0);
    },
  );

  it('are shown by the command, a line for each family', { timeout: 120_000 }, async () => {
    const { code, stdout } = await runPatchgrad(['corpus', 'findings']);
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    const ids = lines.map(
      (line) => z.object({ family: z.string() }).parse(JSON.parse(line)).family,
    );
    expect(ids).toEqual(families.map(({ id }) => id));
  });

  it('find most of the weaknesses', async () => {
    const shares = [];
    for (const family of families) shares.push((await measureFamily(analyser, family)).vulnerable);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.6);
  });
});
