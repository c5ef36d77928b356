/** The Library screen, and what the page says of keeping runs elsewhere. */
import type { ExportKind } from '../../../worker/libraryContract.ts';
import type { RunStanding } from '../../state/libraryState.ts';
import { english } from '../format.ts';

const { bytes, count, list, plural } = english;

const standings: Record<RunStanding, string> = {
  running: 'Running',
  paused: 'Paused',
  stopped: 'Stopped',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

const exportKinds: Record<ExportKind, { name: string; meaning: string }> = {
  bundle: {
    name: 'Run bundle',
    meaning: 'All of it in one zip; opens in the library of another browser',
  },
  'metrics.csv': { name: 'Metrics, CSV', meaning: 'One row a step' },
  'metrics.jsonl': { name: 'Metrics, JSONL', meaning: 'One line a step and an evaluation' },
  'completions.jsonl': {
    name: 'Completions, JSONL',
    meaning: 'Columns as TRL logs them, and the arrays of every token',
  },
  model: { name: 'Model', meaning: 'Newest checkpoint in Hugging Face layout, a zip' },
};

export const library = {
  storage: 'Stored in this browser',
  byItem: 'Storage by item',
  used: (used: number, quota: number) => `${bytes(used)} used of the ${bytes(quota)} allowed`,
  untold: 'This browser does not say how much is used.',
  runsTake: 'Runs',
  dataTakes: 'Imported data',
  restTakes: 'The page itself',
  kept: 'The browser keeps it until you delete it.',
  notKept: 'The browser may clear it when the disk runs short.',
  keep: 'Ask the browser to keep it',
  keepRefused: 'The browser declines. It often agrees once a page is bookmarked or installed.',
  memoryOnly: 'Nothing outlasts this tab',
  memoryMeaning:
    'This browser gives the page no storage, as in a private window. Runs stay until the tab is closed: export what you want to keep.',
  open: 'Open a run bundle',
  reading: 'Reading the library…',
  runs: 'Runs',
  noRuns: 'No runs yet. Every run is kept here while it trains.',
  goTrain: 'Train a model',
  compare: (n: number) => `Compare ${count(n)} ${plural(n, { one: 'run', other: 'runs' })}`,
  chooseToCompare: (name: string) => `Choose ${name} to compare`,
  standings,
  steps: (step: number, of: number) => `step ${count(step)} of ${count(of)}`,
  seed: (seed: number) => `seed ${seed}`,
  imported: 'Imported',
  elsewhere: 'in another tab',
  funcSec: (share: string) => `func-sec@1 ${share}`,
  show: 'Show',
  resume: (step: number) => `Resume from step ${count(step)}`,
  export: 'Export',
  exportKinds,
  rename: 'Rename',
  name: 'Name',
  save: 'Save',
  cancel: 'Cancel',
  remove: 'Delete',
  removeOf: (name: string) => `Delete ${name}`,
  removeTitle: (name: string) => `Delete “${name}”?`,
  removeMeaning: (size: string) => `${size} are freed. This cannot be undone.`,
  removePairs: 'Runs on this data can then no longer be resumed. This cannot be undone.',
  details: 'Checkpoints and contents',
  settings: 'Settings',
  defaults: 'all at their default',
  backend: 'Computed by',
  rollouts: (n: number) =>
    `Rollouts of ${count(n)} ${plural(n, { one: 'step', other: 'steps' })} kept`,
  checkpoints: 'Checkpoints',
  noCheckpoints: 'None yet: one is saved at a pause, and at the end of a stage.',
  checkpoint: (step: number) => `After step ${count(step)}`,
  checkpointKinds: { regular: '', stage: 'end of a stage', end: 'end of the run' },
  removeCheckpoint: (step: number) => `Delete the checkpoint after step ${count(step)}`,
  data: 'Imported data',
  noData: 'Files of repair pairs are kept here once a run trains on them.',
  pairs: (n: number) => `${count(n)} ${plural(n, { one: 'pair', other: 'pairs' })}`,
  exportPairs: (name: string) => `Export ${name}`,
  damaged: 'Damaged',
  damagedMeaning: 'These entries cannot be read. All others are fine.',
  failed: 'That did not work',
  dismiss: 'Dismiss',
  imports: (name: string) => `“${name}” was opened and is in the list.`,
  interrupted: (name: string, step: number) =>
    `The run “${name}” was interrupted after step ${count(step)}.`,
  interruptedFrom: (step: number) =>
    `It can go on from the checkpoint after step ${count(step)}, exactly as if it had never stopped.`,
  interruptedRun: 'Interrupted run',
  notNow: 'Not now',
  toLibrary: 'Open the library',
  troubleFull: 'The storage of this browser is full',
  troubleFullMeaning:
    'The run is not saved any further. Training goes on, and what was saved stays. Delete what you no longer need, then it is saved again.',
  troubleFailed: 'This run cannot be saved',
  troubleFailedMeaning: 'Training goes on. Export what you want to keep before you close the tab.',
  and: list,
};
