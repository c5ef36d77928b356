import { describe, expect, it } from 'vitest';
import { runConfigSchema, type RunConfig } from './runConfig.ts';
import type { RunHistory } from './runHistory.ts';
import { stageOf, type Stage } from './stage.ts';
import {
  isReferenceMoved,
  nextStage,
  requireSteps,
  stageConfig,
  stepsDone,
  totalSteps,
} from './stagePlan.ts';

interface Told {
  /** SFT loss of a step. */
  readonly loss?: (step: number) => number;
  /** func-sec@1 of the validation after a step, or none. */
  readonly score?: (step: number) => number | undefined;
}

/** The stages of a run that tells these numbers, one a step. */
function stagesOf(changes: Partial<RunConfig>, { loss, score }: Told = {}): Stage[] {
  const config = runConfigSchema.parse(changes);
  const history: RunHistory = { steps: [], evaluations: [], stages: [] };
  const taken: Stage[] = [];
  for (let step = 1; step < 100; step += 1) {
    const stage = nextStage(config, history);
    if (stage === null) return taken;
    if (history.stages.at(-1)?.stage !== stage) history.stages.push({ stage, from: step });
    history.steps.push({ step, metrics: stage === 'sft' ? { 'sft/loss': loss?.(step) ?? 1 } : {} });
    const value = score?.(step);
    if (value !== undefined) {
      history.evaluations.push({ step, metrics: { 'eval/func-sec@1': value } });
    }
    taken.push(stage);
  }
  throw new Error('The run does not end.');
}

const repeat = (counts: Partial<Record<Stage, number>>): Stage[] =>
  (['sft', 'outcome', 'token'] as const).flatMap((stage) =>
    Array.from({ length: counts[stage] ?? 0 }, () => stage),
  );

const three = { sftSteps: 8, outcomeSteps: 3, maxSteps: 7 };

describe('nextStage', () => {
  it('goes through the stages, each as long as it is set', () => {
    expect(stagesOf(three)).toEqual(repeat({ sft: 8, outcome: 3, token: 4 }));
    expect(stagesOf({ ...three, sftSteps: 0 })).toEqual(repeat({ outcome: 3, token: 4 }));
    expect(stagesOf({ ...three, outcomeSteps: 0 })).toEqual(repeat({ sft: 8, token: 7 }));
    expect(stagesOf({ sftSteps: 3, maxSteps: 0 })).toEqual(repeat({ sft: 3 }));
  });

  it('has no token stage where the token term has no weight or no step is left for it', () => {
    expect(stagesOf({ maxSteps: 4, tokenAdvantageWeight: 0 })).toEqual(repeat({ outcome: 4 }));
    expect(stagesOf({ maxSteps: 4, outcomeSteps: 9 })).toEqual(repeat({ outcome: 4 }));
  });

  it('ends SFT at its loss, of five steps together, and gives RL no more steps for it', () => {
    const loss = (step: number) => (step < 3 ? 1 : 0.1);
    expect(stagesOf({ ...three, sftStopLoss: 0.1 }, { loss })).toEqual(
      repeat({ sft: 7, outcome: 3, token: 4 }),
    );
    expect(stagesOf({ ...three, sftStopLoss: 0.09 }, { loss })).toEqual(stagesOf(three));
  });

  it('ends the outcome stage above its score; its steps go to the token stage', () => {
    const told = { score: (step: number) => (step % 2 === 0 ? 0.5 : undefined) };
    expect(stagesOf({ ...three, outcomeStopFuncSec: 0.4 }, told)).toEqual(
      repeat({ sft: 8, outcome: 2, token: 5 }),
    );
    expect(stagesOf({ ...three, outcomeStopFuncSec: 0.5 }, told)).toEqual(stagesOf(three));
  });

  it('ends the run above its score, and does not take scores of earlier stages for it', () => {
    const told = { score: (step: number) => (step === 11 || step === 13 ? 0.9 : 0.1) };
    expect(stagesOf({ ...three, stopFuncSec: 0.8 }, told)).toEqual(
      repeat({ sft: 8, outcome: 3, token: 2 }),
    );
    const outcomeAlone = { ...three, stopFuncSec: 0.8, tokenAdvantageWeight: 0 };
    expect(stagesOf(outcomeAlone, told)).toEqual(repeat({ sft: 8, outcome: 3 }));
    // No score is above 1.
    expect(stagesOf({ maxSteps: 3 }, { score: () => 1 })).toEqual(repeat({ token: 3 }));
  });
});

describe('a run with stages', () => {
  const at = (step: number) => ({ step, metrics: {} });
  const history: RunHistory = {
    steps: [1, 2, 3, 4, 5].map(at),
    evaluations: [],
    stages: [
      { stage: 'sft', from: 1 },
      { stage: 'token', from: 4 },
    ],
  };

  it('counts the steps of SFT and of RL', () => {
    expect(stepsDone(history)).toEqual({ sft: 3, rl: 2 });
    expect(stepsDone({ ...history, stages: [{ stage: 'sft', from: 1 }] })).toEqual({
      sft: 5,
      rl: 0,
    });
    expect(stepsDone({ ...history, stages: [{ stage: 'token', from: 1 }] })).toEqual({
      sft: 0,
      rl: 5,
    });
    expect(totalSteps(three)).toBe(15);
  });

  it('says which stage a step is in', () => {
    expect([0, 1, 3, 4, 9].map((step) => stageOf(history.stages, step))).toEqual([
      null,
      'sft',
      'sft',
      'token',
      'token',
    ]);
  });

  it('has another reference once RL follows SFT', () => {
    expect(isReferenceMoved(history)).toBe(true);
    expect(isReferenceMoved({ stages: history.stages.slice(0, 1) })).toBe(false);
    expect(isReferenceMoved({ stages: [{ stage: 'token', from: 1 }] })).toBe(false);
  });

  it('trains the outcome stage without the token term', () => {
    const config = runConfigSchema.parse({});
    expect(stageConfig(config, 'outcome').tokenAdvantageWeight).toBe(0);
    expect(stageConfig(config, 'token')).toEqual(config);
  });

  it('needs a step', () => {
    expect(() => requireSteps({ sftSteps: 0, maxSteps: 0 })).toThrow(/both 0/);
    expect(() => requireSteps({ sftSteps: 1, maxSteps: 0 })).not.toThrow();
  });
});
