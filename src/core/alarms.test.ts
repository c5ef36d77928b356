import { describe, expect, it } from 'vitest';
import { describeAlarm } from './alarmWords.ts';
import { alarmsOf, newAlarms, type AlarmKind } from './alarms.ts';
import { defaultRunConfig, type RunConfig } from './runConfig.ts';
import type { RunHistory } from './runHistory.ts';

/** What a healthy run tells at a step. */
const healthy = (step: number): Record<string, number> => ({
  reward: 1 + step / 100,
  frac_reward_zero_std: 0.2,
  kl: 0.01,
  entropy: 0.07,
  'hack/length_collapse': 0.1,
  'hack/parse_fail': 0.05,
  'hack/repeated_marked': 0.02,
});

interface Told {
  readonly changes?: (step: number) => Record<string, number>;
  readonly funcSec?: (step: number) => number;
}

/** Twenty RL steps with a validation every five, and one before. */
function historyOf({ changes = () => ({}), funcSec = (s) => 0.1 + s / 50 }: Told): RunHistory {
  const steps = Array.from({ length: 20 }, (_, i) => i + 1);
  return {
    steps: steps.map((step) => ({ step, metrics: { ...healthy(step), ...changes(step) } })),
    evaluations: [0, ...steps.filter((step) => step % 5 === 0)].map((step) => ({
      step,
      metrics: { 'eval/func-sec@1': funcSec(step) },
    })),
    stages: [{ stage: 'token', from: 1 }],
  };
}

const raised = (told: Told, settings: Partial<RunConfig> = {}) =>
  alarmsOf({ ...defaultRunConfig, ...settings }, historyOf(told)).map(({ kind, step }) => [
    kind,
    step,
  ]);

/** From step 10 on, this much of a metric. */
const from10 = (name: string, value: number) => (step: number) =>
  step < 10 ? {} : { [name]: value };

interface Case {
  readonly kind: AlarmKind;
  readonly fires: Told;
  readonly at: number;
  /** Near it, and no alarm. */
  readonly calm: Told;
  /** A setting with which it never fires. */
  readonly off: Partial<RunConfig>;
}
const cases: readonly Case[] = [
  {
    kind: 'length-collapse',
    fires: { changes: from10('hack/length_collapse', 0.6) },
    at: 11,
    calm: { changes: from10('hack/length_collapse', 0.39) },
    off: { alarmLengthCollapse: 1 },
  },
  {
    kind: 'parse-fail',
    fires: { changes: from10('hack/parse_fail', 1) },
    at: 10,
    // One bad batch between good ones.
    calm: { changes: (step) => (step === 10 ? { 'hack/parse_fail': 0.6 } : {}) },
    off: { alarmParseFail: 1 },
  },
  {
    kind: 'repeated-marked',
    fires: { changes: from10('hack/repeated_marked', 0.5) },
    at: 11,
    calm: { changes: from10('hack/repeated_marked', 0.19) },
    off: { alarmRepeatedMarked: 1 },
  },
  {
    kind: 'reward-gap',
    fires: { funcSec: (step) => (step < 15 ? 0.5 : 0.3) },
    at: 15,
    // It falls as far, but the reward falls with it.
    calm: {
      funcSec: (step) => (step < 15 ? 0.5 : 0.3),
      changes: (step) => ({ reward: 1 - step / 100 }),
    },
    off: { alarmFuncSecDrop: 1 },
  },
  {
    kind: 'zero-variance',
    fires: { changes: from10('frac_reward_zero_std', 1) },
    at: 12,
    calm: { changes: from10('frac_reward_zero_std', 0.9) },
    off: { alarmZeroVariance: 1 },
  },
  {
    kind: 'kl-blow-up',
    fires: { changes: (step) => (step < 10 ? {} : { kl: 0.02 * 2 ** (step - 10) }) },
    at: 14,
    calm: { changes: (step) => ({ kl: step / 100 }) },
    off: { alarmKl: 100 },
  },
  {
    kind: 'entropy-collapse',
    fires: { changes: from10('entropy', 0.001) },
    at: 12,
    calm: { changes: from10('entropy', 0.03) },
    off: { alarmEntropy: 0 },
  },
];

describe('alarms', () => {
  it('are none in a healthy run', () => {
    expect(raised({})).toEqual([]);
  });

  it.each(cases)('$kind fires where it begins, and not near it or switched off', (each) => {
    expect(raised(each.fires)).toEqual([[each.kind, each.at]]);
    expect(raised(each.calm)).toEqual([]);
    expect(raised(each.fires, each.off)).toEqual([]);
  });

  it('fire again only after they had ended', () => {
    const twice = (step: number) => ({ kl: step === 5 || step === 6 || step === 9 ? 0.3 : 0.01 });
    expect(raised({ changes: twice })).toEqual([
      ['kl-blow-up', 5],
      ['kl-blow-up', 9],
    ]);
  });

  it('are told step by step as they are told of the whole', () => {
    const history = historyOf({ changes: from10('kl', 0.3), funcSec: (s) => (s < 15 ? 0.5 : 0.3) });
    const told = history.steps.flatMap((_, i) =>
      newAlarms(defaultRunConfig, {
        ...history,
        steps: history.steps.slice(0, i + 1),
        evaluations: history.evaluations.filter(({ step }) => step <= i + 1),
      }),
    );
    expect(told).toHaveLength(2);
    expect(alarmsOf(defaultRunConfig, history)).toEqual(told);
  });

  it('leave the steps of SFT alone, which have no rewards', () => {
    const { steps, evaluations, stages } = historyOf({});
    const sft = { step: 21, metrics: { 'sft/loss': 0.1, grad_norm: 1 } };
    const history = { steps: [...steps, sft], evaluations, stages };
    expect(alarmsOf(defaultRunConfig, history)).toEqual([]);
  });

  it('say what was measured, why it may be, and what to do', () => {
    const words = describeAlarm({ kind: 'kl-blow-up', step: 7, value: 0.31234, limit: 0.2 });
    expect(words).toMatch(/step 7: .*\(0\.312, threshold 0\.200\)\. .*checkpoint/);
  });
});
