/** The Start screen: preflight and the three doors. */
import { english } from '../format.ts';

const { bytes, count, list, plural } = english;

export const start = {
  title: 'See why each token was rewarded',
  lead: 'A tiny language model writes JavaScript that works and is vulnerable. Reinforcement learning teaches it the repairs, here, while you watch, and colours every token by the reward that changed it.',
  startTraining: 'Start training',
  oneStep: 'One step only',
  goToRun: 'Go to the run',
  startsAtOnce: 'Starts at once with the shipped model. Nothing to install, nothing to choose.',
  doors: 'Ways in',
  lesson: 'Ten-minute lesson',
  lessonMeaning: 'Ten cards that drive the real thing, from a repair pair to a collapse.',
  lessonGo: 'Begin the lesson',
  open: 'Open a link or a file',
  openMeaning: 'An experiment or a run that somebody shared, or repair pairs of your own.',
  link: 'Link',
  openLink: 'Open',
  notALink: 'There is no experiment in this text. A link ends in “#v=1&…”; copy it whole.',
  chooseFile: 'Choose a file',
  fresh: 'New experiment',
  freshMeaning: 'Every setting at its default; change what you want, then start.',
  freshGo: 'Set up an experiment',
  preflight: 'Preflight',
  compute: 'Compute',
  checking: 'Looking for an adapter and loading the model…',
  noAdapter: 'None yet; see above.',
  softwareWarning:
    'This is a software adapter: everything works, several times slower than on a graphics card.',
  wasmWarning: 'Without a graphics card: everything works, several times slower.',
  model: 'Model',
  modelSize: (parameters: number, families: number) =>
    `${count(parameters)} parameters; ${count(families)} kinds of job in the corpus`,
  memory: 'Memory',
  deviceMemory: (gigabytes: number) =>
    gigabytes >= 8
      ? 'at least 8 GB in this machine'
      : `about ${bytes(gigabytes * 1e9)} in this machine`,
  memoryUntold: 'This browser does not tell how much there is.',
  storage: 'Storage',
  storageUse: (used: number, quota: number) => `${bytes(used)} used of ${bytes(quota)} allowed`,
  storageUntold: 'This browser does not tell how much may be stored.',
  kept: 'The browser keeps it until you delete it.',
  notKept: 'The browser may delete it when space runs short.',
  keep: 'Ask the browser to keep it',
  keepRefused: 'The browser refused. It often agrees once a page is bookmarked or installed.',
  network: 'Sent',
  sent: (foreign: number) =>
    foreign === 0
      ? '0 bytes sent: no request of this page went to another server.'
      : `${count(foreign)} ${plural(foreign, { one: 'request', other: 'requests' })} of this page went to another server. Browser extensions can add such requests; PatchGrad itself makes none.`,
  sentByVul2Safe: (hosts: readonly string[]) =>
    `Vul2Safe sent the code that you gave it to ${list(hosts)}, which you named. Nothing else was sent.`,
  sentMeaning: 'A content security policy forbids the page every other address.',
  offline: 'Offline',
  offlineReady: 'Ready: this page opens without network.',
  offlineSaving: 'Its files are being saved for use without network.',
  offlineNone: 'Not saved: it needs https or localhost, and a browser that allows service workers.',
};
