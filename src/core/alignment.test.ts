import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { alignCompletion } from './alignment.ts';
import {
  anyCompletion,
  atLevel,
  codePair,
  diffLevels,
  maskSettings,
  wholeStatement,
} from './testing/codePairs.ts';
import { tokenise } from './testing/tokenise.ts';
import { provenanceSchema } from './rollout.ts';
import { securityMask } from './securityMask.ts';

const lexeme = atLevel('lexeme');
const tidy = (share: number) => share.toFixed(6);

describe.each(diffLevels)('level %s', (level) => {
  test('ŷ = y⁺ has secure tokens exactly where m⁺ is 1, ŷ = y⁻ vulnerable ones where m⁻ is 1 or an anchor stands', () => {
    fc.assert(
      fc.property(codePair, maskSettings(level), (pair, settings) => {
        const mask = securityMask(pair, settings);
        // Joined to one text: a check a token would take longer than the rest.
        const { overlap, hunks } = mask.secure;
        const repaired = mask.secure.mask.map((m, t) =>
          m === 0
            ? 'neutral'
            : ['secure', t, pair.secure.spans[t].start, hunks[t], tidy(overlap[t])],
        );
        const found = alignCompletion(pair.secure, mask).provenance.map(
          ({ side, hunk, reference }) =>
            side === 'neutral' || reference === null
              ? side
              : [side, reference.index, reference.start, hunk, tidy(reference.overlap)],
        );
        expect(found.join(' ')).toBe(repaired.join(' '));
        const charged = [...mask.vulnerable.mask];
        for (const { anchor } of mask.hunks) if (anchor) charged[anchor.token] = 1;
        const weak = alignCompletion(pair.vulnerable, mask).provenance.map(({ side }) => side);
        expect(weak.join(' ')).toBe(charged.map((m) => (m ? 'vulnerable' : 'neutral')).join(' '));
      }),
      { numRuns: 1000 },
    );
  });

  test('the anchor of an inserted statement fires on ŷ = y⁻, where y⁺ goes another way', () => {
    const statements = fc.array(wholeStatement, { maxLength: 6 });
    fc.assert(
      fc.property(statements, fc.nat(6), wholeStatement, (before, at, inserted) => {
        const after = [...before.slice(0, at), inserted, ...before.slice(at)];
        const pair = {
          vulnerable: tokenise(before.join(''), true),
          secure: tokenise(after.join(''), true),
        };
        const mask = securityMask(pair, atLevel(level));
        const { provenance } = alignCompletion(pair.vulnerable, mask);
        const inserts = mask.hunks.filter(({ operation }) => operation === 'insert');
        // Between lines, so only level mix may see part of it as something else.
        if (level !== 'mix') expect(inserts).toHaveLength(mask.hunks.length);
        for (const { anchor } of inserts) {
          const found = provenance[anchor?.token ?? -1];
          expect(found).toMatchObject({ side: 'vulnerable', rule: 'anchor' });
        }
        const charged = provenance.filter((p) => p.rule === 'anchor');
        expect(charged).toHaveLength(new Set(inserts.map(({ anchor }) => anchor?.token)).size);
      }),
      { numRuns: 1000 },
    );
  });

  test('without insertionAnchors a pure insertion charges nothing', () => {
    const pair = { vulnerable: tokenise(before, true), secure: tokenise(after, true) };
    const chargedWith = (insertionAnchors: boolean) => {
      const mask = securityMask(pair, { ...atLevel(level), insertionAnchors });
      const { provenance } = alignCompletion(pair.vulnerable, mask);
      return provenance.flatMap((p, t) =>
        p.side === 'vulnerable' ? [before.slice(pair.vulnerable.spans[t].start).slice(0, 3)] : [],
      );
    };
    expect(chargedWith(true)).toEqual(['ret']);
    expect(chargedWith(false)).toEqual([]);
  });
});

test('any completion gets one valid provenance per token, with evidence where it has a side', () => {
  fc.assert(
    fc.property(codePair, maskSettings(), anyCompletion, (pair, settings, completion) => {
      const mask = securityMask(pair, settings);
      const { provenance, settlements } = alignCompletion(completion, mask, undefined, 3);
      expect(provenance).toHaveLength(completion.ids.length);
      for (const p of provenance) {
        const isSettled = p.side === 'neutral' || settlements[p.hunk ?? -1].side === p.side;
        const hasEvidence = p.reference !== null && p.reference.overlap > 0;
        const isNamed = (p.source === 'group' && p.contrastIndex === 3) === hasEvidence;
        const isToldOnly = p.side === 'neutral' || p.reference?.side === p.side;
        if (!isSettled || !isNamed || !isToldOnly) expect(p).toBe('consistent');
      }
      z.array(provenanceSchema).parse(provenance);
    }),
    { numRuns: 1000 },
  );
});

const before = 'function read(name) {\n  const p = join(root, name);\n  return fs.read(p);\n}';
const after =
  'function read(name) {\n  const p = join(root, name);\n  if (!p.startsWith(root)) return null;\n  return fs.read(p);\n}';
const inserted = securityMask({ vulnerable: tokenise(before), secure: tokenise(after) }, lexeme);
const textsOf = (text: string, wanted: 'secure' | 'vulnerable') => {
  const completion = tokenise(text);
  const { provenance } = alignCompletion(completion, inserted);
  return completion.spans
    .filter((_, t) => provenance[t].side === wanted)
    .map((s) => text.slice(s.start, s.end));
};

test('a completion that omits the inserted check pays at the anchor alone, under other names too', () => {
  expect(textsOf(before, 'vulnerable')).toEqual(['ret']);
  const renamed = before.replaceAll('name', 'file').replaceAll('root', 'base');
  expect(textsOf(renamed, 'vulnerable')).toEqual(['ret']);
  const { provenance } = alignCompletion(tokenise(before), inserted);
  expect(provenance.find((p) => p.side === 'vulnerable')).toMatchObject({
    rule: 'anchor',
    hunk: 0,
    operation: 'insert',
    reference: { side: 'vulnerable', text: 'ret', overlap: 1 },
  });
});

test('a completion that writes something else in the place of the check is left to the tests', () => {
  const other = before.replace('  return', "  assert(name.length < 9, 'long');\n  return");
  expect(textsOf(other, 'vulnerable')).toEqual([]);
});

test('a truncated completion is not charged for what it had no room to write', () => {
  expect(textsOf(before.slice(0, before.indexOf('  return')), 'vulnerable')).toEqual([]);
});

test('a check in other names keeps the credit of its shared tokens', () => {
  const renamed = after.replaceAll('name', 'file').replaceAll('root', 'base');
  expect(textsOf(renamed, 'secure').join('')).toContain('startsWith');
  expect(textsOf(renamed, 'vulnerable')).toEqual([]);
});

test('each hunk is settled by itself', () => {
  const vulnerable = 'a = eval(x);\nkeep(1, 2, 3);\nb.innerHTML = y;\n';
  const secure = 'a = parse(x);\nkeep(1, 2, 3);\nb.textContent = y;\n';
  const mask = securityMask({ vulnerable: tokenise(vulnerable), secure: tokenise(secure) }, lexeme);
  const mixed = tokenise('a = parse(x);\nkeep(1, 2, 3);\nb.innerHTML = y;\n');
  const { provenance, settlements } = alignCompletion(mixed, mask);
  expect(settlements.map((s) => s.side)).toEqual(['secure', 'vulnerable']);
  expect(provenance.find((p) => p.side === 'secure')).toMatchObject({ hunk: 0, rule: 'matched' });
  expect(provenance.find((p) => p.side === 'vulnerable')).toMatchObject({
    hunk: 1,
    operation: 'replace',
  });
});

test('writing both sides of a hunk is a tie and earns nothing', () => {
  const mask = securityMask({ vulnerable: tokenise('f(a);'), secure: tokenise('f(b);') }, lexeme);
  const { provenance, settlements } = alignCompletion(tokenise('f(a, b);'), mask);
  expect(settlements).toEqual([{ side: 'tie', secureShare: 1, vulnerableShare: 1 }]);
  expect(provenance.every((p) => p.side === 'neutral')).toBe(true);
  expect(provenance.filter((p) => p.rule === 'tie')).toHaveLength(2);
});

test('the smaller share of a hunk is outvoted and says what it matched', () => {
  const mask = securityMask(
    { vulnerable: tokenise('run(shell, cmd, all);'), secure: tokenise('run(exec, args);') },
    lexeme,
  );
  const { provenance } = alignCompletion(tokenise('run(exec, args, shell);'), mask);
  expect(provenance.filter((p) => p.side === 'vulnerable')).toEqual([]);
  expect(provenance.find((p) => p.rule === 'outvoted')?.reference).toMatchObject({
    side: 'vulnerable',
  });
});

test('one bracket in common with a check that is not there earns nothing', () => {
  const other = before.replace('  return', '  if (debug) log(name);\n  return');
  const completion = tokenise(other);
  const { provenance, settlements } = alignCompletion(completion, inserted);
  expect(settlements[0].secureShare).toBeGreaterThan(0);
  expect(settlements[0].secureShare).toBeLessThan(0.5);
  expect(settlements[0].vulnerableShare).toBeCloseTo(1 - settlements[0].secureShare, 12);
  expect(provenance.some((p) => p.rule === 'outvoted')).toBe(true);
  expect(provenance.every((p) => p.side === 'neutral')).toBe(true);
});

test('a pure deletion charges who keeps the deleted code, and rewards no one', () => {
  const mask = securityMask(
    { vulnerable: tokenise('f(a, eval(b));'), secure: tokenise('f(a);') },
    lexeme,
  );
  const kept = alignCompletion(tokenise('f(a, eval(b));'), mask);
  expect(kept.settlements).toEqual([{ side: 'vulnerable', secureShare: 0, vulnerableShare: 1 }]);
  const dropped = alignCompletion(tokenise('f(a);'), mask);
  expect(dropped.settlements).toEqual([{ side: 'secure', secureShare: 1, vulnerableShare: 0 }]);
  expect(dropped.provenance.every((p) => p.side === 'neutral')).toBe(true);
});

test('stopping where the repair appended code is charged to the end token', () => {
  const mask = securityMask(
    { vulnerable: tokenise('go(a);', true), secure: tokenise('go(a); log(a);', true) },
    lexeme,
  );
  const stopped = alignCompletion(tokenise('go(a);', true), mask).provenance;
  expect(stopped.at(-1)).toMatchObject({ side: 'vulnerable', rule: 'anchor' });
  const cut = alignCompletion(tokenise('go(a);'), mask).provenance;
  expect(cut.every((p) => p.side === 'neutral')).toBe(true);
});

test('tokens outside the completion mask say so', () => {
  const completion = tokenise(after);
  const { provenance } = alignCompletion(
    completion,
    inserted,
    completion.ids.map(() => 0),
  );
  expect(new Set(provenance.map((p) => p.rule))).toEqual(new Set(['outside']));
});
