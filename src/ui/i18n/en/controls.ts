/** Commands, progress and settings of a run. */
import type { Progress } from '../../state/runState.ts';
import type { TrainerState } from '../../../worker/contract.ts';
import { presets, type PresetName } from '../../../core/presets.ts';
import type { Setting } from '../../../core/setting.ts';
import { stageTitles } from '../../../core/stage.ts';
import { english } from '../format.ts';

const { bytes, count, number } = english;

const states: Record<TrainerState, string> = {
  idle: 'No engine loaded',
  loading: 'Loading the model',
  ready: 'Ready',
  running: 'Running',
  paused: 'Paused',
  stopped: 'Stopped',
  failed: 'Failed',
};

const phases: Record<Progress['phase'], string> = {
  compile: 'Compiling kernels',
  generate: 'Writing completions',
  judge: 'Running the tests and exploits',
  reward: 'Aligning to the repairs',
  update: 'Updating the weights',
  evaluate: 'Scoring the validation prompts',
};

const groups: Record<Setting['group'], string> = {
  run: 'Run',
  stage: 'Stages',
  alarm: 'Alarms',
  rollout: 'Rollouts',
  reward: 'Reward',
  mask: 'Security mask',
  advantage: 'Advantage',
  loss: 'Loss',
  optimizer: 'Optimizer',
};

/** A preset's own words are English. */
const presetWords: Record<PresetName, { readonly title: string; readonly meaning: string }> =
  presets;

export const controls = {
  training: 'Training',
  commands: 'Commands',
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  oneStep: 'One step',
  stop: 'Stop',
  states,
  phases,
  comparing: 'Comparing with the repairs',
  step: (step: number, of: number) => `step ${count(step)} of ${count(of)}`,
  rate: (perSecond: number) => `${number(perSecond, { maximumSignificantDigits: 2 })}/s`,
  memory: (used: number, isGpu: boolean, parts: number) =>
    `about ${bytes(used)} of ${isGpu ? 'GPU ' : ''}memory` +
    (parts > 1 ? `, each step in ${count(parts)} parts` : ''),
  stepsDone: 'Steps done',
  left: (duration: string) => `${duration} left`,
  seconds: (n: number) => `about ${count(n)} s`,
  minutes: (n: number) => `about ${count(n)} min`,
  hours: (h: number, min: number) => `about ${count(h)} h ${count(min)} min`,
  stages: stageTitles,
  settings: 'Settings',
  groups,
  preset: 'Preset',
  presets: presetWords,
  customPreset: 'Custom',
  customMeaning: 'Settings of your own; what differs from the default is listed.',
  changed: 'Settings that differ from the default',
  reset: (label: string, value: string, byDefault: string) =>
    `${label} is ${value}; reset to ${byDefault}`,
  resetAll: 'Reset all',
  fromNextRun: 'A change counts from the next run on.',
  range: (min: number, max: number) => `${min} to ${max}.`,
  byDefault: (value: string) => `Default ${value}.`,
  wholeNumber: 'A whole number in the range below.',
  number: 'A number in the range below.',
};
