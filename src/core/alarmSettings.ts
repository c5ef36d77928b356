/** The thresholds of the alarms in alarms.ts: one group of the table in settings.ts. They never stop a run. */
import type { Setting } from './setting.ts';

const ours = 'PatchGrad; well above what healthy runs of the shipped model show';

// One line for kind and range keeps a setting readable at a glance.
// prettier-ignore
export const alarmSettings = {
  alarmLengthCollapse: {
    kind: 'number', default: 0.4, min: 0, max: 1, group: 'alarm',
    label: 'Too short above',
    meaning: 'Alarm when this share of the completions is shorter than half their reference, over three steps; 1: never.',
    source: ours,
  },
  alarmParseFail: {
    kind: 'number', default: 0.25, min: 0, max: 1, group: 'alarm',
    label: 'Not parsing above',
    meaning: 'Alarm when this share of the completions does not parse, over three steps; 1: never.',
    source: ours,
  },
  alarmRepeatedMarked: {
    kind: 'number', default: 0.2, min: 0, max: 1, group: 'alarm',
    label: 'Repeating above',
    meaning: 'Alarm when this share of the completions writes a part of the repair more often than the repair does, over three steps; 1: never.',
    source: ours,
  },
  alarmFuncSecDrop: {
    kind: 'number', default: 0.1, min: 0, max: 1, group: 'alarm',
    label: 'Func-sec drop above',
    meaning: 'Alarm when validation func-sec@1 falls by more than this below its best while the reward is higher than then; 1: never.',
    source: ours,
  },
  alarmZeroVariance: {
    kind: 'number', default: 0.9, min: 0, max: 1, group: 'alarm',
    label: 'Equal groups above',
    meaning: 'Alarm when this share of the groups has rewards that are all equal, over three steps; 1: never.',
    source: ours,
  },
  alarmKl: {
    kind: 'number', default: 0.2, min: 0, max: 100, group: 'alarm',
    label: 'KL above',
    meaning: 'Alarm when the mean KL to the reference is above this at a step, nats a token; 100: hardly ever.',
    source: ours,
  },
  alarmEntropy: {
    kind: 'number', default: 0.25, min: 0, max: 1, group: 'alarm',
    label: 'Entropy below',
    meaning: 'Alarm when the entropy, over three steps, is below this share of that of the first RL step; 0: never.',
    source: ours,
  },
} as const satisfies Record<string, Setting>;
