import { describe, expect, it } from 'vitest';
import type { Provenance, Rollout } from '../../core/rollout.ts';
import { sampleStep } from '../fixtures/sampleStep.ts';
import { causeOf } from './cause.ts';
import { explainToken } from './explanation.ts';
import { pairPieces } from './pairHunks.ts';

const step = sampleStep(1, 3);
const repaired = step[0];
const vulnerable = step[3];
const truncated = step[6];
const passing = step[8 + 3];

const tokenWhere = (rollout: Rollout, holds: (p: Provenance) => boolean) => {
  const t = rollout.provenance.findIndex(holds);
  expect(t, 'the sample has such a token').toBeGreaterThanOrEqual(0);
  return t;
};
const withRule = (rollout: Rollout, rule: Provenance['rule']) =>
  causeOf(
    rollout,
    tokenWhere(rollout, (p) => p.rule === rule),
  );

describe('causeOf', () => {
  it('tells what the repair added, took out, and what is missing', () => {
    expect(withRule(repaired, 'matched')).toMatch(/which the repair added \(hunk \d.*\+0\.20/);
    expect(withRule(vulnerable, 'matched')).toMatch(/which the repair took out \(hunk \d.*−/);
    expect(withRule(passing, 'anchor')).toMatch(/inserts code right before.*hunk 1.*−1\.00/);
  });
  it('tells why a token earns nothing', () => {
    expect(withRule(repaired, 'unmarked')).toMatch(/only the outcome/);
    expect(withRule(truncated, 'outside')).toMatch(/length limit/);
  });
  it('names the losing side of a vote', () => {
    const t = tokenWhere(repaired, (p) => p.rule === 'matched');
    const as = (rule: Provenance['rule']) =>
      causeOf(
        {
          ...repaired,
          provenance: repaired.provenance.map((p) => ({ ...p, side: 'neutral', rule })),
        },
        t,
      );
    expect(as('outvoted')).toMatch(/of the secure code.*other side.*earns nothing/);
    expect(as('tie')).toMatch(/same share.*earns nothing/);
  });
});

describe('explainToken', () => {
  it.each([repaired, vulnerable, truncated])('adds up to the advantage of the loss', (rollout) => {
    rollout.tokens.forEach((_, t) => {
      const told = explainToken(rollout, t);
      const sum = told.isInLoss ? told.outcomeAdvantage + told.tokenAdvantage : 0;
      expect(told.advantage).toBeCloseTo(sum, 12);
    });
  });
  it('survives JSON', () => {
    const told = explainToken(repaired, 3);
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
  });
});

describe('pairPieces', () => {
  it.each([repaired, passing])(
    'loses no character and numbers hunks as the mask does',
    (rollout) => {
      const { pair } = rollout;
      const pieces = pairPieces(pair);
      const join = (side: readonly { text: string }[]) => side.map((p) => p.text).join('');
      expect(join(pieces.vulnerable)).toBe(pair.vulnerable);
      expect(join(pieces.secure)).toBe(pair.secure);
      const t = tokenWhere(step[rollout === repaired ? 0 : 8], (p) => p.side === 'secure');
      const seen = step[rollout === repaired ? 0 : 8].provenance[t];
      const marked = pieces.secure.filter((p) => p.hunk === seen.hunk).map((p) => p.text);
      expect(marked.join('')).toContain(seen.reference?.text.trim());
    },
  );
});
