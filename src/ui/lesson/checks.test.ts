import { describe, expect, it } from 'vitest';
import { defaultRunConfig, runConfigSchema } from '../../core/runConfig.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { runRecordOf } from '../../core/testing/runRecords.ts';
import type { ShownMask } from '../data/shownMask.ts';
import { sampleStep } from '../fixtures/sampleStep.ts';
import { en } from '../i18n/en.ts';
import { english } from '../i18n/format.ts';
import { initialRunState, select, setRollouts } from '../state/runState.ts';
import { createPageStore, type PageState } from '../state/store.ts';
import { askedOf } from './asked.ts';
import { breakChanges, cardIds, sftChanges, type CardId, type RunKind } from './cards.ts';
import { factsOf } from './facts.ts';
import { hasHappened } from './happened.ts';
import { cardPlace } from './lessonMoves.ts';
import { lookOf, noNotes, readNotes, withLook, withPrediction } from './lessonNotes.ts';
import { levelEffect, repairKind } from './maskChecks.ts';
import { exploitCount, groupSpread, outcomeAlone, tokenCause } from './rolloutChecks.ts';
import { betterRun, collapse, imitated, learnt } from './runChecks.ts';

const broken = runConfigSchema.parse(breakChanges);
const sftOnly = runConfigSchema.parse(sftChanges);
/** Two prompts, eight completions each, of which three are the repair. */
const step = sampleStep(1, 3);

function shown(
  level: ShownMask['level'],
  marked: number,
  operations: readonly ('insert' | 'delete' | 'replace')[] = ['insert'],
): ShownMask {
  const token = (at: number) => ({
    start: at,
    end: at + 1,
    overlap: at < marked ? 1 : 0,
    hunk: null,
  });
  return {
    level,
    texts: { vulnerable: 'ab', secure: 'abc' },
    vulnerable: [0, 1].map(() => token(9)),
    secure: [0, 1, 2].map(token),
    hunks: operations.map((operation) => ({
      operation,
      vulnerableTokens: 0,
      secureTokens: 1,
      anchor: null,
    })),
    lints: [],
  };
}

const scored = (step: number, funcSec: number, func = 1) => ({
  step,
  metrics: { 'eval/func-sec@1': funcSec, 'eval/func@1': func },
});

const record = (id: string, funcSec: number | null, config = defaultRunConfig): RunRecord =>
  runRecordOf(id, { config, step: 5, funcSec });

const facts = (state: Partial<PageState> = {}) => factsOf(createPageStore(state).getState());

/** Three of eight completions of each prompt are the repair; the rollout on the screen is one of them. */
const run = select(setRollouts(initialRunState, 1, step), {
  step: 1,
  group: 0,
  index: 0,
});

describe('the mask', () => {
  it('tells what a repair did by its hunks', () => {
    const kind = (mask: ShownMask | null) => repairKind({ mask })?.choice;
    expect(kind(shown('lexeme', 1, ['insert', 'insert']))).toBe('adds');
    expect(kind(shown('lexeme', 1, ['delete']))).toBe('removes');
    expect(kind(shown('lexeme', 1, ['insert', 'delete']))).toBe('replaces');
    expect(kind(shown('lexeme', 0, []))).toBeUndefined();
    expect(kind(null)).toBeUndefined();
  });

  it('compares two levels of one pair once both were seen', () => {
    const levels = { from: 'lexeme', to: 'line' } as const;
    const one = withLook(noNotes, lookOf(shown('lexeme', 1)));
    expect(levelEffect({ ...one, levels })).toBeNull();
    const both = withLook(one, lookOf(shown('line', 3)));
    expect(levelEffect({ ...both, levels })).toEqual({
      choice: 'more',
      before: 1,
      after: 3,
      of: 3,
    });
    expect(levelEffect({ ...both, levels: { from: 'line', to: 'lexeme' } })?.choice).toBe('fewer');
    const other = withLook(both, { ...lookOf(shown('line', 3)), pair: 'another' });
    expect(levelEffect({ ...other, levels })).toBeNull();
    // An edit that is seen again counts as it is now.
    const again = withLook(other, lookOf(shown('line', 1)));
    expect(levelEffect({ ...again, levels })?.choice).toBe('same');
  });
});

describe('the rollouts', () => {
  it('say in how many groups the outcome teaches nothing', () => {
    expect(groupSpread({ run: initialRunState })).toBeNull();
    expect(groupSpread({ run })).toMatchObject({ choice: 'none', groups: 2, equal: 0 });
    const flat = step.map((rollout) =>
      rollout.group === 0
        ? { ...rollout, groupRewards: rollout.groupRewards.map(() => 1) }
        : rollout,
    );
    const half = setRollouts(initialRunState, 1, flat);
    expect(groupSpread({ run: half })).toMatchObject({ choice: 'most', equal: 1, credited: 1 });
    // The group that a run with SFT shows before it trains anything.
    expect(groupSpread({ run: setRollouts(initialRunState, 0, sampleStep(0, 3)) })).toBeNull();
  });

  it('give each token its cause, as the inspector has it', () => {
    const [repaired, , , vulnerable] = step;
    const causes = (rollout: typeof repaired) =>
      new Set(rollout.tokens.map((_, token) => tokenCause({ rollout, token })?.choice));
    expect(causes(repaired)).toEqual(new Set(['added', 'none']));
    expect(causes(vulnerable)).toEqual(new Set(['removed', 'none']));
    // The missing check of the other pair, where the repair only adds.
    expect(causes(step[11])).toContain('missing');
    expect(tokenCause({ rollout: repaired, token: 10_000 })).toBeNull();
  });

  it('give every token the same by the outcome alone, and nothing outside of the loss', () => {
    const [repaired, , , vulnerable, , , truncated] = step;
    expect(outcomeAlone({ rollout: repaired, token: 0 })).toMatchObject({
      choice: 'plus',
      values: 1,
    });
    expect(outcomeAlone({ rollout: vulnerable, token: 0 })?.choice).toBe('minus');
    expect(outcomeAlone({ rollout: truncated, token: 0 })).toMatchObject({
      choice: 'zero',
      tokens: 0,
    });
    expect(outcomeAlone({ rollout: null, token: 0 })).toBeNull();
  });

  it('count the exploits that were tried', () => {
    const [rollout] = step;
    expect(exploitCount({ rollout })).toEqual({ choice: 'few', exploits: 1, functional: 2 });
    const untested = { ...rollout, outcome: { ...rollout.outcome, cases: [] } };
    expect(exploitCount({ rollout: untested })).toBeNull();
  });
});

describe('the runs', () => {
  const withScores = (...evaluations: ReturnType<typeof scored>[]) => ({
    run: { ...initialRunState, evaluations },
  });

  it('tell what SFT made of the model by the score before it and the one after', () => {
    const after = (funcSec: number, func = 1) =>
      imitated({ ...withScores(scored(0, 0.1), scored(5, funcSec, func)), runKind: 'sft' });
    expect(imitated({ ...withScores(scored(0, 0.1)), runKind: 'sft' })).toBeNull();
    expect(after(0.15)?.choice).toBe('few');
    expect(after(0.9)?.choice).toBe('most');
    expect(after(0.5, 0.98)).toMatchObject({
      choice: 'half',
      funcSec: { before: 0.1, after: 0.5, step: 5 },
      func: { before: 1, after: 0.98 },
    });
    const two = withScores(scored(0, 0.1), scored(5, 0.5));
    expect(imitated({ ...two, runKind: 'plain' })).toBeNull();
  });

  it('tell what was learnt from the first and the newest score', () => {
    const after = (...scores: ReturnType<typeof scored>[]) =>
      learnt({ ...withScores(...scores), runKind: 'plain' });
    expect(after(scored(0, 0.02))).toBeNull();
    expect(after(scored(0, 0.02), scored(5, 0.2))).toMatchObject({ choice: 'rises', step: 5 });
    expect(after(scored(0, 0.2), scored(5, 0.4), scored(10, 0.2))?.choice).toBe('same');
    const two = withScores(scored(0, 0.02), scored(5, 0.2));
    expect(learnt({ ...two, runKind: 'broken' })).toBeNull();
    expect(learnt({ ...two, runKind: 'sft' })).toBeNull();
  });

  it('tell of the collapse by func@1, with the token rewards beside it', () => {
    const sums = (before: number, after: number) => [
      { step: 1, metrics: { 'tlr/sum_mean': before } },
      { step: 10, metrics: { 'tlr/sum_mean': after } },
    ];
    const end = (func: number, runKind: RunKind = 'broken') =>
      collapse({
        run: { ...withScores(scored(0, 0, 1), scored(10, 0, func)).run, steps: sums(-0.1, 1.8) },
        runKind,
      });
    expect(end(0.4)).toMatchObject({ choice: 'falls', rewardBefore: -0.1, rewardAfter: 1.8 });
    expect(end(0.97)?.choice).toBe('same');
    expect(end(0.4, 'plain')).toBeNull();
  });

  it('compare the newest kept run of each kind by the answers that work', () => {
    const histories = new Map(
      [
        { id: 'plain-1', func: 1 },
        { id: 'plain-2', func: 0.98 },
        { id: 'broken-1', func: 0.6 },
        { id: 'sft-1', func: 0.9 },
      ].map(({ id, func }) => [
        id,
        { steps: [], evaluations: [scored(0, 0.1), scored(5, 0.2, func)], stages: [] },
      ]),
    );
    const list = (...runs: RunRecord[]) => {
      const { library } = createPageStore().getState();
      const whole = { runs, pairs: [], damaged: [], live: [], whyMemory: null };
      const state = createPageStore({ library: { ...library, list: whole } }).getState();
      return factsOf(state, histories);
    };
    const ours = record('broken-1', 0.2, broken);
    expect(betterRun(list(record('plain-1', 0.2)))).toBeNull();
    expect(betterRun(list(ours, record('unread', 0.2)))).toBeNull();
    const both = list(ours, record('plain-2', 0.2), record('plain-1', 0.2));
    expect(both.plain?.id).toBe('plain-2');
    expect(betterRun(both)).toEqual({
      choice: 'plain',
      plain: { works: 0.98, both: 0.2 },
      broken: { works: 0.6, both: 0.2 },
      sft: null,
    });
    // SFT alone is never the run with outcome and tokens, however new it is.
    const all = list(record('sft-1', 0.2, sftOnly), ours, record('plain-2', 0.2));
    expect(betterRun(all)).toMatchObject({ plain: { works: 0.98 }, sft: { works: 0.9 } });
    expect(cardPlace(all, 'compare').details['runs']).toBe('plain-2,broken-1,sft-1');
    const unscored = list(record('broken-1', null, broken), record('plain-1', 1));
    expect(unscored.broken).toBeNull();
  });
});

describe('the facts', () => {
  it('take the pinned token of the rollout on the screen, else its first rewarded one', () => {
    const pinned = { step: 1, group: 0, index: 0, token: 3 };
    expect(facts({ run, pinnedToken: pinned })).toMatchObject({ token: 3, isPinned: true });
    const elsewhere = facts({ run, pinnedToken: { ...pinned, index: 1 } });
    expect(elsewhere.isPinned).toBe(false);
    expect(elsewhere.rollout?.tokenAdvantages[elsewhere.token]).not.toBe(0);
  });

  it('ask nothing that is not there, and have done nothing at first', () => {
    const locale = { messages: en, format: english };
    const waiting = cardIds.filter((id) => askedOf(id, facts(), locale).subject !== null);
    // Predictions come before the run.
    expect(waiting).toEqual(['sft', 'step', 'learn', 'break']);
    expect(cardIds.filter((id) => askedOf(id, facts(), locale).answer !== null)).toEqual([]);
    expect(cardIds.filter((id) => hasHappened(id, facts()))).toEqual([]);
  });

  it('answer every question once everything has happened', () => {
    const locale = { messages: en, format: english };
    const { library } = createPageStore().getState();
    const runs = [record('plain-1', 0.6), record('broken-1', 0.1, broken)];
    const looks = withLook(withLook(noNotes, lookOf(shown('lexeme', 1))), lookOf(shown('line', 3)));
    const all = cardIds.reduce(
      (notes, id) => withPrediction(notes, id, { subject: '', choice: '', isGiven: true }),
      looks,
    );
    const evaluations = [scored(0, 0.02), scored(5, 0.3)];
    const history = { steps: [], evaluations, stages: [] };
    const histories = new Map(runs.map(({ id }) => [id, history]));
    const everything = (runConfig: typeof broken, place: PageState['place']) => {
      const { getState } = createPageStore({
        place,
        run: { ...run, evaluations },
        runConfig,
        lessonNotes: all,
        shownMask: shown('line', 3),
        pinnedToken: { step: 1, group: 0, index: 0, token: 3 },
        library: {
          ...library,
          list: { runs, pairs: [], damaged: [], live: [], whyMemory: null },
        },
      });
      return factsOf(getState(), histories);
    };
    const at = (id: CardId) =>
      everything(
        id === 'break' ? broken : id === 'sft' ? sftOnly : defaultRunConfig,
        id === 'contrast'
          ? { screen: 'tokens', details: { contrast: '1' } }
          : { screen: 'train', details: {} },
      );
    for (const id of cardIds) {
      const { answer, choices } = askedOf(id, at(id), locale);
      expect(choices.map((choice) => choice.id)).toContain(answer?.choice);
      expect(answer?.found.every((sentence) => sentence.length > 10)).toBe(true);
      expect(hasHappened(id, at(id))).toBe(true);
    }
  });
});

describe('the notes', () => {
  it('are read back as they were written, and anything else is none', () => {
    const prediction = { subject: 'run', choice: 'few', isGiven: true };
    const notes = withPrediction(withLook(noNotes, lookOf(shown('line', 2))), 'sft', prediction);
    expect(readNotes(JSON.stringify(notes))).toEqual(notes);
    for (const text of [null, '', '{', '[]', '{"predictions":{"kitchen":1}}']) {
      expect(readNotes(text)).toEqual(noNotes);
    }
  });
});
