/** How long the stages of a run last, and how SFT trains: one group of the table in settings.ts. */
import type { Setting } from './setting.ts';

const ours = 'PatchGrad; the paper is silent';

// One line for kind and range keeps a setting readable at a glance.
// prettier-ignore
export const stageSettings = {
  sftSteps: {
    kind: 'integer', default: 0, min: 0, max: 100_000, group: 'stage',
    label: 'SFT steps',
    meaning: 'Supervised steps on the repairs before RL; the model after them is the KL reference.',
    source: 'SRCode: SFT comes first; how long: ' + ours,
  },
  sftBatch: {
    kind: 'integer', default: 16, min: 1, max: 512, group: 'stage',
    label: 'SFT batch',
    meaning: 'Repairs in one supervised step.',
    source: 'TRL per_device_train_batch_size; size ' + ours,
  },
  sftLearningRate: {
    kind: 'number', default: 5e-4, min: 0, max: 0.1, group: 'stage',
    label: 'SFT learning rate',
    meaning: 'AdamW step size at the first supervised step; the schedule below applies.',
    source: ours,
  },
  sftStopLoss: {
    kind: 'number', default: 0, min: 0, max: 20, group: 'stage',
    label: 'SFT ends at loss',
    meaning: 'SFT ends early once the mean cross-entropy of its last five steps is at most this, nats a token; 0: never.',
    source: ours,
  },
  maxSteps: {
    kind: 'integer', default: 60, min: 0, max: 100_000, group: 'stage',
    label: 'RL steps',
    meaning: 'Steps of reinforcement learning, both stages together.',
    source: 'TRL max_steps',
  },
  outcomeSteps: {
    kind: 'integer', default: 0, min: 0, max: 100_000, group: 'stage',
    label: 'Of these on the outcome alone',
    meaning: 'The first RL steps go without the token term, the rest with it.',
    source: 'SRCode: the order of the stages; how long: ' + ours,
  },
  outcomeStopFuncSec: {
    kind: 'number', default: 1, min: 0, max: 1, group: 'stage',
    label: 'Outcome stage ends above',
    meaning: 'The token-level stage begins early once validation func-sec@1 is above this; 1: never.',
    source: ours,
  },
  stopFuncSec: {
    kind: 'number', default: 1, min: 0, max: 1, group: 'stage',
    label: 'Run ends above',
    meaning: 'The last RL stage, and the run, end early once validation func-sec@1 is above this; 1: never.',
    source: ours,
  },
} as const satisfies Record<string, Setting>;
