import { describe, expect, it } from 'vitest';
import type { Provenance, Rollout } from '../../core/rollout.ts';
import { sampleStep } from '../fixtures/sampleStep.ts';
import { causeOf, outcomeCauseOf } from './cause.ts';
import { explainToken } from './explanation.ts';
import { defaultRunConfig } from '../../core/runConfig.ts';
import { de } from '../i18n/de.ts';
import { en } from '../i18n/en.ts';
import { english, german } from '../i18n/format.ts';
import { diffPieces, referencePieces } from './pairHunks.ts';
import { sideSegments, tokensLikeIt } from './segments.ts';

const locale = { messages: en, format: english };

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
    locale,
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
        locale,
      );
    expect(as('outvoted')).toMatch(/of the secure code.*other side.*earns nothing/);
    expect(as('tie')).toMatch(/same share.*earns nothing/);
  });
});

describe('the cause of a part of more', () => {
  it('names what it is a part of, up to the next gap', () => {
    const t = tokenWhere(step[8], (p) => p.reference?.text === 'includes');
    expect(causeOf(step[8], t, locale)).toMatch(
      /^It matches “includes” in “\(name\.includes\('\.\.'\)”, which the repair added/,
    );
    const alone = tokenWhere(repaired, (p) => p.reference?.text === '[');
    expect(causeOf(repaired, alone, locale)).toMatch(/^It matches “\[”, which/);
  });
  it('cuts a long stretch and says so', () => {
    const t = tokenWhere(step[8], (p) => p.reference?.text === 'throw');
    const own = step[8].provenance[t].reference;
    const long = { ...step[8].provenance[t], reference: own && { ...own, text: 'x'.repeat(60) } };
    const next = { ...long, reference: own && { ...own, start: own.start + 60, text: 'y' } };
    const rollout = { ...step[8], provenance: [long, next] };
    expect(causeOf(rollout, 1, locale)).toMatch(/“y” in “x{40}…”/);
  });
});

describe('outcomeCauseOf', () => {
  it('sets the reward beside that of the group', () => {
    expect(outcomeCauseOf(repaired, 0, locale)).toBe(
      'The whole completion works and is secure: reward 2.1, where its group has 1.21 on average.',
    );
    expect(outcomeCauseOf(vulnerable, 0, locale)).toMatch(/works and is not secure: reward 1\.1/);
    expect(outcomeCauseOf(step[7], 0, locale)).toMatch(/does not work: reward 0\.1/);
  });
  it('says when the outcome teaches nothing', () => {
    const alike = {
      ...vulnerable,
      groupRewards: vulnerable.groupRewards.map(() => vulnerable.reward),
      outcomeAdvantages: vulnerable.outcomeAdvantages.map(() => 0),
    };
    expect(outcomeCauseOf(alike, 0, locale)).toMatch(/1\.1, as all of its group.*teaches nothing/);
  });
  it('tells of likeness where nothing was run, and nothing outside the loss', () => {
    const untested = { ...repaired, outcome: { ...repaired.outcome, similarity: 0.5 } };
    expect(outcomeCauseOf(untested, 0, locale)).toMatch(/like the repair by 0\.5 of 1/);
    expect(outcomeCauseOf(truncated, 0, locale)).toBe('');
  });
});

describe('explainToken', () => {
  it.each([repaired, vulnerable, truncated])('adds up to the advantage of the loss', (rollout) => {
    rollout.tokens.forEach((_, t) => {
      const told = explainToken(rollout, t, defaultRunConfig, locale);
      const sum = told.outcomeAdvantage + told.tokenAdvantage + told.klAdvantage;
      const inLoss = told.isInLoss && told.isInEntropyFilter;
      expect(told.advantage).toBeCloseTo(inLoss ? sum - told.advantageShift : 0, 12);
    });
  });

  it('survives JSON', () => {
    const told = explainToken(repaired, 3, defaultRunConfig, locale);
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
  });

  it('shows the formulas with their numbers', () => {
    const t = tokenWhere(vulnerable, (p) => p.side === 'vulnerable');
    const { formulas } = explainToken(vulnerable, t, defaultRunConfig, locale);
    const numbers =
      formulas[0]
        .replaceAll('−', '-')
        .match(/-?[\d.]+/g)
        ?.map(Number) ?? [];
    // (R − mean) ÷ std = outcome: the minus before the mean reads as its sign.
    const [reward, mean, std, outcome] = numbers;
    expect(formulas[0]).toMatch(/÷ std = \(.* − .*\) ÷ .* = /);
    expect((reward - Math.abs(mean)) / std).toBeCloseTo(outcome, 2);
    expect(formulas[1]).toMatch(/λ·G = 1 × −\d/);
    expect(explainToken(vulnerable, t, null, locale).formulas).toEqual([]);
  });

  it('tells everything in German, too', () => {
    const told = explainToken(repaired, 3, defaultRunConfig, { messages: de, format: german });
    expect(told.cause).toMatch(/^(Es|Die Reparatur)/);
    expect(told.outcomeCause).toMatch(
      /^Die ganze Antwort funktioniert und ist sicher: Belohnung 2,1/,
    );
  });
});

describe('the diff', () => {
  const join = (side: readonly { text: string }[]) => side.map((p) => p.text).join('');
  const levels = ['lexeme', 'line', 'char', 'mix'] as const;

  it.each(levels)('loses no character at level %s', (level) => {
    for (const { pair } of [repaired, passing]) {
      const pieces = diffPieces(pair, level);
      expect(join(pieces.vulnerable)).toBe(pair.vulnerable);
      expect(join(pieces.secure)).toBe(pair.secure);
    }
  });

  it.each([repaired, passing])('numbers hunks as the mask does', (rollout) => {
    const witness = step[rollout === repaired ? 0 : 8];
    const pieces = diffPieces(rollout.pair, 'lexeme');
    witness.provenance.forEach(({ hunk, reference, rule }) => {
      if (reference === null || rule !== 'matched') return;
      let at = 0;
      const hunks = pieces[reference.side].flatMap((p) => {
        const start = at;
        at += p.text.length;
        const isUnder = start < reference.start + reference.text.length && at > reference.start;
        return isUnder ? [p.hunk] : [];
      });
      expect(hunks).toContain(hunk);
    });
  });

  it('marks the place of an insertion on the side that lacks it', () => {
    const { vulnerable: side } = diffPieces(passing.pair, 'lexeme');
    const place = side.findIndex((p) => p.text === '' && p.hunk === 0);
    expect(join(side.slice(0, place))).toMatch(/name;\s*$/);
  });

  it('at level token shows the reference tokens that are known', () => {
    const pieces = referencePieces(repaired.pair, repaired.provenance);
    expect(join(pieces.secure)).toBe(repaired.pair.secure);
    expect(pieces.secure.some((p) => p.hunk !== null)).toBe(true);
  });

  it('links each reference token with the completion tokens that matched it', () => {
    const { secure } = diffPieces(repaired.pair, 'lexeme');
    const segments = sideSegments(secure, repaired.provenance, 'secure', 'reference');
    expect(join(segments)).toBe(repaired.pair.secure);
    const linked = segments.flatMap((s) => s.tokens.map((token) => [token, s.reference] as const));
    const expected = repaired.provenance.flatMap(({ reference }, token) =>
      reference?.side === 'secure' ? [[token, reference.start] as const] : [],
    );
    expect(new Set(linked.map(String))).toEqual(new Set(expected.map(String)));
    expect(expected.length).toBeGreaterThan(3);
  });

  it('knows the tokens of one hunk', () => {
    const t = tokenWhere(repaired, (p) => p.rule === 'matched');
    const like = tokensLikeIt(repaired.provenance, t);
    expect(like).toContain(t);
    expect(like.every((i) => repaired.provenance[i].hunk === repaired.provenance[t].hunk)).toBe(
      true,
    );
    const unmarked = tokenWhere(repaired, (p) => p.rule === 'unmarked');
    expect(tokensLikeIt(repaired.provenance, unmarked)).toEqual([]);
  });
});
