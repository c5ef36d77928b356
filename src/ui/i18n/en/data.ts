/** The Data screen: pairs, their mask, and files of one's own. */
import type { UnfitReason } from '../../../core/pairFit.ts';
import { unfitReasons } from '../../../core/pairFit.ts';
import type { LintCode, PairLint } from '../../../worker/dataContract.ts';
import { english } from '../format.ts';

const { bytes, count, plural } = english;

const lints: Record<LintCode, string> = {
  'too-long': 'too long for the model',
  'empty-mask': 'empty mask',
  'wide-mask': 'mask over 60 %',
  duplicate: 'duplicate',
  'near-duplicate': 'near duplicate',
  'prompt-leak': 'prompt leaks the fix',
  'license-unknown': 'license unknown',
};

const lintMeanings: Record<LintCode, string> = {
  'too-long': 'Prompt, longer side and end token exceed the context of the model.',
  'empty-mask': 'The repair marks no token on either side.',
  'wide-mask': 'The repair marks more than 60 % of the tokens of a side.',
  duplicate: 'An earlier pair has the same two sides.',
  'near-duplicate': 'An earlier pair is alike: 80 % of the runs of five lexemes are shared.',
  'prompt-leak': 'The prompt names an identifier that only the repair has.',
  'license-unknown': 'The row names no license.',
};

const unfit: Record<UnfitReason, string> = unfitReasons;

const pairs = (n: number) => plural(n, { one: '1 pair', other: `${count(n)} pairs` });

export const data = {
  lints,
  lintMeanings,
  lintSentence: ({ message }: PairLint) => message,
  unfit,
  pairs: 'Pairs',
  listed: 'Shown',
  ofCorpus: 'Shipped corpus',
  ofCorpusMeaning: (n: number) =>
    `The pairs behind the first ${count(n)} prompts of a run with this seed.`,
  imported: (n: number) => `Your pairs (${count(n)})`,
  fromFile: (n: number) => `From your file (${count(n)})`,
  importedMeaning: (shown: number, total: number) =>
    shown === total
      ? `The ${pairs(total)} of your file that ${plural(total, { one: 'fits', other: 'fit' })} the model.`
      : `The first ${count(shown)} of the ${pairs(total)} of your file that fit the model.`,
  loading: 'Computing the masks…',
  id: 'Pair',
  weakness: 'Weakness',
  language: 'Language',
  tokens: 'Tokens',
  marked: 'Marked',
  remarks: 'Remarks',
  confidence: 'Confidence',
  acceptedBy: { pipeline: 'accepted by the pipeline', person: 'accepted by a person' },
  repairedBy: 'Repaired by',
  codeFrom: 'Code from',
  mask: 'Security mask',
  maskMeaning:
    'Marked tokens are the ones that earn a token reward when a completion contains them: the repair’s are encouraged, the vulnerable side’s discouraged.',
  level: 'Diff level',
  noPair: 'Choose a pair to see its mask.',
  prompt: 'Prompt',
  vulnerable: 'Vulnerable side',
  secure: 'Repaired side',
  editable: 'Edit either side: the mask follows. What a run trains on stays as it was.',
  undoEdits: 'Undo the edits',
  markedTokens: (marked: number, of: number) => `${count(marked)} of ${count(of)} tokens marked`,
  hunks: 'Hunks',
  noHunks: 'Both sides are the same at this level.',
  operations: { insert: 'insertion', delete: 'deletion', replace: 'replacement' },
  hunk: (n: number, operation: string, removed: number, added: number) =>
    `Hunk ${count(n)}, ${operation}: −${count(removed)} +${count(added)} tokens`,
  anchor: 'A completion that passes this place without the insertion is charged at',
  anchorEnd: 'its end',
  partly: 'Paler tokens are marked in part. The boxed token is the anchor of an insertion.',
  own: 'Your own pairs',
  trainOn: 'Train on',
  corpus: 'The shipped corpus',
  noneYet: 'None yet. Bring a file of repair pairs to look at them and to train on them.',
  noTests: (isYours: boolean) =>
    `No tests run for ${isYours ? 'your pairs' : 'these'}: the outcome is similarity to the repair and static findings. Validation stays on held-out prompts of the shipped corpus, which have tests.`,
  fromNextRun: 'The change counts from the next run on.',
  trainsOnCorpus: 'Trains on the shipped corpus.',
  trainsOnPairs: (n: number) => `Trains on your own pairs (${count(n)}).`,
  toData: 'Look at the data, or bring your own',
  dropHere: 'Drop a file of pairs here',
  choose: 'Choose a file of pairs',
  orDrop:
    'or drop it here: JSON lines or CSV, up to 200 MB. It stays on this machine, and its code is never run.',
  format: 'Format',
  notKnown: 'not known',
  notTold: 'The first row did not tell.',
  reading: (name: string) => `Reading ${name}`,
  readOf: (done: number, of: number) => `${bytes(done)} of ${bytes(of)}`,
  cancel: 'Cancel',
  badRows: 'Bad rows',
  badRowsLeftOut: (n: number) =>
    plural(n, { one: '1 bad row was left out', other: `${count(n)} bad rows were left out` }),
  line: (n: number) => `Line ${n}`,
  andMore: (n: number) => `and ${count(n)} more.`,
  read: (n: number, fit: number) =>
    `Read ${pairs(n)} here, nothing was sent. ${count(fit)} can train with this model.`,
  cannotTrain: 'Cannot train',
  worthALook: 'Worth a look among those that fit the model',
  gaveNoPairs: (file: string) => `${file} gave no pairs.`,
  earlierStay: 'Your earlier pairs are still there.',
};
