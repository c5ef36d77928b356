/** The Compare screen. */
import { english } from '../format.ts';

const { count, number, percent, plural } = english;

export const compare = {
  choose: 'Runs',
  chooseMeaning:
    'Choose what to compare. Columns are the settings in which the chosen runs differ.',
  nothing: 'There is nothing to compare yet: train two runs, for example with another seed.',
  goTrain: 'Train a model',
  reading: 'Reading the runs…',
  run: 'Run',
  state: 'State',
  steps: 'Steps',
  same: 'The chosen runs have the same settings.',
  damagedLines: (n: number) =>
    `${count(n)} damaged ${plural(n, { one: 'line was', other: 'lines were' })} left out.`,
  overlay: 'Overlay',
  metric: 'Metric',
  smoothing: 'Smoothing',
  smoothingOff: 'off',
  smoothingOf: (weight: number) => number(weight, { maximumFractionDigits: 2 }),
  smoothed: 'The thin line is as measured, the thick one smoothed.',
  chartLabel: (metric: string, lines: number) =>
    `${metric} by step, ${count(lines)} ${plural(lines, { one: 'line', other: 'lines' })}; the numbers are in the table below`,
  step: 'Step',
  noPoints: 'None of the chosen runs has this metric yet.',
  band: (n: number) => `mean of ${count(n)} seeds; the band spans the lowest and the highest`,
  seeds: (names: string) => `seeds ${names}`,
  table: 'Numbers',
  tableLabel: (metric: string) => `${metric} as a table`,
  range: (low: string, high: string) => `${low} to ${high}`,
  saveSvg: 'Save as SVG',
  savePng: 'Save as PNG',
  saveFailed: 'The figure could not be saved as PNG. SVG still works.',
  weaknesses: 'func-sec@1 by weakness',
  weaknessesMeaning:
    'Newest evaluation, greedy completions of the validation prompts, 95 % Wilson intervals. Seeds of a group count together.',
  weaknessLabel: 'func-sec@1 by weakness; the numbers are in the table below',
  weakness: 'Weakness',
  all: 'All',
  score: (passed: number, of: number) => `${count(passed)} of ${count(of)}`,
  interval: (low: number, high: number) => `${percent(low)}–${percent(high)}`,
  noSamples: 'No evaluation of these runs is kept yet.',
  prompt: 'The same prompt, step by step',
  promptMeaning: 'One greedy completion at each evaluation.',
  choosePrompt: 'Prompt',
  chooseRun: 'Run',
  after: (step: number) => (step === 0 ? 'Before training' : `After step ${count(step)}`),
  functional: 'works',
  notFunctional: 'does not work',
  secure: 'secure',
  notSecure: 'vulnerable',
  unchanged: 'the same text as before',
};
