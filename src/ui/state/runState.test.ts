import { describe, expect, it } from 'vitest';
import { defaultRunConfig } from '../../core/runConfig.ts';
import type { TrainerEvent } from '../../worker/contract.ts';
import { sampleStep } from '../fixtures/sampleStep.ts';
import {
  applyEvent,
  initialRunState,
  keptSteps,
  select,
  selectedRollout,
  setFollowing,
  setRollouts,
  timeLeft,
  type RunState,
} from './runState.ts';

const play = (events: TrainerEvent[], start: RunState = initialRunState): RunState =>
  events.reduce((state, event, i) => applyEvent(state, event, 1000 * i), start);

const step = (n: number, runId = 'a'): TrainerEvent => ({
  kind: 'step',
  runId,
  step: n,
  metrics: { reward: n / 10 },
  stage: 'token',
});

describe('applyEvent', () => {
  it('keeps metrics in the order of steps, each step once', () => {
    const { steps } = play([step(2), step(1), step(2)]);
    expect(steps.map((s) => s.step)).toEqual([1, 2]);
  });

  it('begins a new run empty and keeps the engine', () => {
    const engine = {
      backend: 'webgpu' as const,
      adapter: 'x',
      isSoftware: false,
      parameters: 1,
      vocabulary: 1,
      families: 1,
    };
    const first = setRollouts(play([step(1)], { ...initialRunState, engine }), 1, sampleStep(1, 2));
    const second = applyEvent(first, { kind: 'state', state: 'running', runId: 'b', step: 0 }, 0);
    expect(second).toMatchObject({ runId: 'b', steps: [], trainer: 'running', engine });
    expect(second.rollouts.size).toBe(0);
  });

  it('keeps everything of the run when it fails', () => {
    const before = setRollouts(play([step(1)]), 1, sampleStep(1, 2));
    const failure = { code: 'not-finite' as const, message: 'm', hint: 'h', step: 2 };
    const after = applyEvent(before, { kind: 'failure', runId: 'a', failure }, 5);
    expect(after.trainer).toBe('failed');
    expect(after.steps).toEqual(before.steps);
    expect(selectedRollout(after)).toEqual(selectedRollout(before));
  });

  it('goes on after a checkpoint under another id: no step twice, rollouts and settings stay', () => {
    const files = [{ name: 'run.json', bytes: Uint8Array.of(1) }];
    const failure = { code: 'device-lost' as const, message: 'm', hint: 'h', step: 4 };
    const lost = play(
      [
        step(1),
        step(2),
        { kind: 'checkpoint', runId: 'a', step: 2, files },
        step(3),
        { kind: 'failure', runId: 'a', failure },
      ],
      { ...setRollouts(initialRunState, 3, sampleStep(3, 2)), runId: 'a' },
    );
    expect(lost.checkpoint).toEqual({ step: 2, files });
    const at = (n: number) => ({ step: n, metrics: { reward: n / 10 } });
    const history = { steps: [at(1), at(2)], evaluations: [], stages: [] };
    const config = defaultRunConfig;
    const continued: TrainerEvent = { kind: 'continued', runId: 'b', step: 2, config, history };
    const state = play([continued, step(3, 'b'), step(4, 'b')], { ...lost, runId: null });
    expect(state.steps.map((s) => s.step)).toEqual([1, 2, 3, 4]);
    expect(state).toMatchObject({ runId: 'b', failure: null, checkpoint: { step: 2 } });
    expect(state.rollouts.size).toBe(1);
    expect(play([step(1, 'c')], state).checkpoint).toBeNull();
  });

  it('measures the rate of a phase from its first news', () => {
    const progress = (done: number, phase: 'generate' | 'judge'): TrainerEvent => ({
      kind: 'progress',
      runId: 'a',
      step: 1,
      phase,
      done,
      total: 9,
    });
    const { progress: seen } = play([
      progress(1, 'generate'),
      progress(1, 'judge'),
      progress(4, 'judge'),
    ]);
    expect(seen).toMatchObject({ done: 4, startedAt: 1000, updatedAt: 2000 });
  });
});

describe('timeLeft', () => {
  it('needs two finished steps and uses their pace', () => {
    expect(timeLeft(play([step(1)]), 60)).toBeNull();
    expect(timeLeft(play([step(1), step(2), step(3)]), 60)).toBe(57_000);
  });
  it('does not count a pause', () => {
    const paused = play([
      step(1),
      { kind: 'state', state: 'paused', runId: 'a', step: 1 },
      { kind: 'state', state: 'running', runId: 'a', step: 1 },
      step(2),
    ]);
    expect(timeLeft(paused, 60)).toBeNull();
  });
});

describe('rollouts and selection', () => {
  const filled = (until: number) =>
    Array.from({ length: until }, (_, i) => i + 1).reduce(
      (state, n) => setRollouts(state, n, sampleStep(n, 2)),
      initialRunState,
    );

  it(`keeps the last ${keptSteps} steps`, () => {
    const steps = [...filled(keptSteps + 3).rollouts.keys()].sort((a, b) => a - b);
    expect([steps.length, steps[0]]).toEqual([keptSteps, 4]);
  });

  it('shows a sample of the first step at once, but waits for later steps to be whole', () => {
    const sample = (n: number): TrainerEvent => ({
      kind: 'rollout',
      runId: 'a',
      rollout: sampleStep(n, 2)[0],
    });
    expect(selectedRollout(play([sample(1)]))?.step).toBe(1);
    const whole = setRollouts(play([sample(1)]), 1, sampleStep(1, 2));
    expect(selectedRollout(play([sample(2)], whole))?.step).toBe(1);
  });

  it('stays on a chosen rollout until it follows again', () => {
    const chosen = select(filled(2), { step: 1, group: 1, index: 7 });
    const later = setRollouts(chosen, 3, sampleStep(3, 2));
    expect(selectedRollout(later)).toMatchObject({ step: 1, group: 1, index: 7 });
    expect(selectedRollout(setFollowing(later, true))?.step).toBe(3);
  });
});
