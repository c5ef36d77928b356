/** The Train screen: what will happen, and the charts. */
import { alarmWords } from '../../../core/alarmWords.ts';
import { english } from '../format.ts';

const { count } = english;

export const train = {
  whatWillHappen: 'What will happen',
  underWay: 'The first completions are being written',
  invitation: 'Watch a model unlearn a vulnerability',
  write: 'Write.',
  writeMeaning: (prompts: number, completions: number) =>
    `A small model, trained on mostly vulnerable JavaScript, answers ${count(prompts)} prompts ${count(completions)} times each: ${count(prompts * completions)} completions a step.`,
  judge: 'Judge.',
  judgeTests: 'Each one runs in a sandbox against functional tests and exploits.',
  judgePairs: 'Your pairs have no tests, so each one is compared with the repair.',
  credit: 'Credit.',
  creditMeaning:
    'Each is aligned to the repair of its prompt. Tokens the repair added earn a reward, tokens it took out a penalty.',
  learn: 'Learn.',
  learnMeaning: (steps: number) =>
    `One policy-gradient step; then again, up to ${count(steps)} times.`,
  startTraining: 'Start training',
  stage: 'stage',
  /** On the charts, where there is little room. */
  stageMarks: { sft: 'SFT', outcome: 'outcome', token: 'token' },
  alarms: {
    title: 'Alarms',
    atStep: (title: string, step: number) => `Step ${count(step)}: ${title}`,
    measured: (value: string, limit: string) => `${value}, threshold ${limit}`,
    words: alarmWords,
    library: 'Checkpoints are in the library.',
    putAway: 'Put away',
  },
};
