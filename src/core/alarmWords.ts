/** What alarms say: what it is, the likely cause, and what to do. The way back is a checkpoint from before the step. */
import type { Alarm, AlarmKind } from './alarms.ts';

export interface AlarmWords {
  readonly title: string;
  readonly cause: string;
  readonly advice: string;
}

export const alarmWords: Record<AlarmKind, AlarmWords> = {
  'length-collapse': {
    title: 'Completions become too short',
    cause:
      'The model earns its reward by writing less, as when code that does nothing blocks every exploit.',
    advice:
      'Go back to a checkpoint from before, and raise the functional weight or the KL weight β.',
  },
  'parse-fail': {
    title: 'Completions no longer parse',
    cause:
      'Rewarded tokens are written where they make no program, or the learning rate is too large.',
    advice: 'Go back to a checkpoint from before, and lower the learning rate or the token term λ.',
  },
  'repeated-marked': {
    title: 'Parts of the repair are repeated',
    cause:
      'Marked tokens pay for themselves, so they are written more often than the repair needs them.',
    advice:
      'Go back to a checkpoint from before, and lower α or the token term λ, or choose the balanced scheme.',
  },
  'reward-gap': {
    title: 'The reward rises while func-sec@1 falls',
    cause: 'What is rewarded is no longer what is wanted: the reward is being gamed.',
    advice:
      'Go back to the checkpoint of the best validation, and weigh the outcome more against the token term.',
  },
  'zero-variance': {
    title: 'Completions of a prompt are all equally good',
    cause:
      'Prompts are all solved or all failed, or the model has lost its variety: the outcome teaches nothing.',
    advice: 'Stop here if func-sec@1 is high; else raise the temperature or bring in more prompts.',
  },
  'kl-blow-up': {
    title: 'The model leaves its reference',
    cause: 'Updates are too large, or β is too small to hold the model near what it could do.',
    advice: 'Go back to a checkpoint from before, and raise β or lower the learning rate.',
  },
  'entropy-collapse': {
    title: 'The model has stopped exploring',
    cause: 'Nearly all probability lies on one token each, so sampling finds nothing new.',
    advice:
      'Go back to a checkpoint from before, and add an entropy bonus or lower the learning rate.',
  },
};

/** The alarm in one line of English, for the command line. */
export function describeAlarm({ kind, step, value, limit }: Alarm): string {
  const { title, cause, advice } = alarmWords[kind];
  const numbers = `${value.toPrecision(3)}, threshold ${limit.toPrecision(3)}`;
  return `Alarm at step ${step}: ${title} (${numbers}). ${cause} ${advice}`;
}
