/** The Vul2Safe screen. What a model, a gate or the worker says is English in every language. */
import { english } from '../format.ts';
import {
  causes,
  checkNames,
  checkStates,
  filters,
  gateNames,
  gateStates,
  milestones,
  reasons,
  roles,
  settings,
  stages,
  states,
} from './vul2safeTables.ts';

const { count, number, plural } = english;

const items = (n: number) => plural(n, { one: '1 item', other: `${count(n)} items` });
const records = (n: number) => plural(n, { one: '1 record', other: `${count(n)} records` });

export const vul2safe = {
  title: 'Repair pairs from your own code',
  lead: 'A language model that you have analyses vulnerable code, repairs it, doubts its repair, votes on it, and describes the job in prompts that never mention security. What survives the gates becomes pairs to train on.',
  whereCodeGoes:
    'The code is sent to the endpoint that you name below, and nowhere else. Repairs that have tests run in the sandbox of this page.',
  shownSet: 'Shown set',
  ownSet: 'Your set',
  example: 'Worked example',
  openExample: 'Open the worked example',
  exampleMeaning:
    'Written by hand: three codes, and answers in the place of a model’s. The pipeline, the gates and the tests are the real ones. Nothing is sent.',
  opening: 'Opening the set…',
  failed: 'That did not work.',
  openAgain: 'Open the set again',
  dismiss: 'Dismiss',
  memoryOnly:
    'This browser gives the page no database, so the set lasts as long as this tab. Export what you want to keep.',
  tornLines: (n: number) =>
    plural(n, {
      one: '1 line of what was kept could not be read. It costs one answer at most.',
      other: `${count(n)} lines of what was kept could not be read. Each costs one answer at most.`,
    }),
  nothing: 'Nothing to work on yet',
  steps: [
    'Bring vulnerable code: files of pairs or of code, or one function from the clipboard.',
    'Name the model, and check the connection.',
    'Press Start. Every answer is kept, so a reload costs nothing twice.',
  ],

  source: 'Code',
  dropHere: 'Drop files or a folder of code here',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  orDrop:
    'or drop them here: JSON lines or CSV of pairs, JSON lines of code, or files of code, each one item.',
  format: 'Format',
  guessed: 'by how each file begins',
  guessedMeaning:
    'Of pairs the vulnerable side is taken; the known repair is not shown to the model.',
  fromData: 'From the Data screen:',
  yourPairs: (n: number) => `Your pairs (${count(n)})`,
  corpusPairs: 'The listed pairs of the corpus',
  paste: 'Paste one function',
  pasted: 'pasted',
  code: 'Code',
  language: 'Language, a name or a file ending',
  addCode: 'Add it',
  adding: 'Reading…',
  cancel: 'Cancel',
  added: (n: number) =>
    plural(n, { one: '1 item was added.', other: `${count(n)} items were added.` }),
  known: (n: number) =>
    plural(n, { one: '1 was there already.', other: `${count(n)} were there already.` }),
  badRows: (n: number) =>
    plural(n, { one: '1 row was left out', other: `${count(n)} rows were left out` }),
  badRowsList: 'Rows that were left out',
  andMore: (n: number) => `and ${count(n)} more.`,

  connection: 'Connection',
  who: 'Asked is',
  anEndpoint: 'an endpoint as OpenAI’s (Ollama, llama.cpp, LM Studio, vLLM, a service)',
  thisBrowser: 'the model of this browser (Chrome’s Prompt API)',
  thisBrowserMeaning:
    'The code stays on this machine. The first question may download the model, several gigabytes. It is small: many of its repairs will not survive.',
  endpoint: 'Endpoint',
  endpointMeaning: 'Its address with the version, for example http://127.0.0.1:11434/v1.',
  model: 'Model',
  modelMeaning: 'As the endpoint names it. After a check the names it offers are listed.',
  key: 'Key',
  keyMeaning:
    'Only where the endpoint asks for one. It stays in the memory of this page and goes to the endpoint in one header.',
  keepKey: 'Keep the key until this tab is closed',
  keepKeyMeaning:
    'In the session storage of this browser, unencrypted, so that a reload does not ask for it again.',
  streaming: 'Streaming',
  streamingMeaning: 'Answers come in pieces, so a stalled one is noticed sooner.',
  check: 'Check the connection',
  checking: 'Asking the endpoint…',
  connected: 'The model can be used.',
  notConnected: 'The model cannot be used yet.',
  checkNames,
  checkStates,
  copy: 'Copy',
  copyFor: (server: string) => `Copy the command for ${server}`,
  copyResults: { copied: 'Copied', refused: 'Select it to copy' },

  workSettings: 'Settings of the work',
  settingsLine: (rounds: number, votes: number, prompts: number) =>
    `R ${count(rounds)}, n ${count(votes)}, k ${count(prompts)}`,
  settings,
  byDefault: (value: number | null) =>
    value === null ? 'Default: none.' : `Default ${number(value)}.`,
  notAllowed: 'This value is not allowed.',
  resetSettings: 'Reset all settings',
  fromNextStart: 'A change counts from the next start on.',
  templates: 'Prompts of the stages',
  templatesMeaning:
    'Text with slots. Other prompts are other questions: answers to the former ones are not used for them.',
  templatesChanged: (n: number) => (n === 0 ? 'as they came' : `${count(n)} edited`),
  stage: 'Stage',
  stages,
  edited: '(edited)',
  templateParts: { system: 'System text', user: 'User text' },
  slotsNeeded: 'It must hold',
  slotsOther: 'and may hold',
  templateNotUsed: 'Until this is mended the prompt before it is used.',
  resetTemplate: 'Reset this prompt',
  resetTemplates: 'Reset all prompts',

  work: 'Work',
  commands: 'Commands',
  start: 'Start',
  pause: 'Pause',
  stop: 'Stop',
  pauseMeaning: 'Lets the calls under way come in.',
  stopMeaning: 'Drops the calls under way; they may be charged.',
  running: 'Running',
  resting: 'At rest',
  endedOf: (ended: number, all: number) => `${count(ended)} of ${items(all)} ended`,
  endedItems: 'Ended items',
  perMinute: (rate: string) => `${rate} a minute`,
  callsMade: (calls: number, cached: number, retries: number) =>
    `${plural(calls, { one: '1 call', other: `${count(calls)} calls` })}` +
    (cached > 0 ? `, ${count(cached)} answers known before` : '') +
    (retries > 0
      ? `, ${plural(retries, { one: '1 retry', other: `${count(retries)} retries` })}`
      : ''),
  tokensTaken: (n: number) => `${count(n)} tokens`,
  costTaken: (cost: string) => `, cost ${cost}`,
  lostCalls: (n: number) =>
    plural(n, {
      one: '1 call of an earlier session was never answered and may have been charged.',
      other: `${count(n)} calls of earlier sessions were never answered and may have been charged.`,
    }),
  causes,

  funnel: 'How far the items came',
  milestones,
  confidence: 'Confidence',
  histogram: 'How many items have which confidence, accepted and not, with the threshold',
  states,
  notAccepted: 'not accepted',
  threshold: 'Threshold',
  passing: (of: number, from: number, below: number) =>
    `${records(of)} of ${items(from)} ${plural(of, { one: 'passes', other: 'pass' })}` +
    (below > 0 ? `; ${items(below)} accepted with less confidence.` : '.'),
  belowAsked: (asked: string) =>
    `Items below ${asked} were rejected before the gates. To let them through, lower “Least confidence” and run them again.`,

  queue: 'Items',
  show: 'Show',
  filters,
  search: 'Find',
  noneShown: 'No item is like this.',
  flagged: 'flagged',
  reasons,

  weakness: 'Weakness',
  rounds: 'Revisions',
  took: 'Took',
  tookMeaning: (calls: number, tokens: number, isEstimated: boolean) =>
    `${plural(calls, { one: '1 call', other: `${count(calls)} calls` })}, ${isEstimated ? 'about ' : ''}${count(tokens)} tokens`,
  origin: 'From',
  flags: 'Text in the code that addresses the model',
  notYet: 'It has not come to its end yet. This is its code.',
  repair: 'Repair',
  wholeRepair: 'The repair as a whole',
  noSteps: 'Nothing was asked about it.',
  noChange: 'Both versions are the same.',
  before: 'Before this step',
  after: 'After it',
  lines: (list: string) => `lines ${list}`,
  round: (n: number) => `in round ${count(n)}`,
  verdicts: {
    isFixed: { yes: 'weakness gone', no: 'weakness still there' },
    isFunctionKept: { yes: 'function kept', no: 'function lost' },
    isNothingNew: { yes: 'nothing new wrong', no: 'something new wrong' },
  },
  advice: 'It asks for:',
  certainty: (share: string) => `Certainty ${share}`,
  givesAway: 'It gives the weakness away.',
  givesNothingAway: 'It gives nothing away.',
  wire: (asked: string, answered: string, isEstimated: boolean) =>
    `What was sent and came back: ${isEstimated ? 'about ' : ''}${asked} and ${answered} tokens`,
  roles,
  gates: 'Gates',
  gate: 'Gate',
  result: 'Result',
  seen: 'What it saw',
  gateNames,
  gateStates,
  prompts: 'Prompts',
  kept: 'kept',
  dropped: 'dropped',

  decide: 'Decide',
  accept: 'Accept',
  reject: 'Reject',
  reconsider: 'Take my decision back',
  editRepair: 'Edit the repair',
  editPrompts: 'Edit the prompts',
  rerunFrom: 'Ask again from',
  rerun: 'Ask again',
  yourRepair: 'Your repair',
  yourRepairMeaning: 'It takes the place of the model’s, is voted on, and meets the gates.',
  yourPrompts: 'Your prompts',
  yourPromptsMeaning: 'An empty line between two. They meet the gates of prompts.',
  save: 'Save',

  resultMeaning: (n: number) =>
    n === 0
      ? 'No record passes yet. A set that was exported before can be brought back.'
      : `${records(n)} ${plural(n, { one: 'passes', other: 'pass' })} the threshold: one for each prompt of an accepted item.`,
  trainOnThem: 'Send to Data and train on them',
  exportRecords: 'Export JSONL',
  exportCard: 'Export the data card',
  importSet: 'Bring a set back',
  clearMeaning: (n: number) =>
    `${items(n)} and every answer that was paid are deleted from this browser. This cannot be undone.`,
};
