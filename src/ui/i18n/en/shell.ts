/** Header, navigation, address notes, footer. */
import { english } from '../format.ts';

const { list } = english;

export const shell = {
  screens: {
    start: 'Start',
    data: 'Data',
    train: 'Train',
    tokens: 'Token rewards',
    compare: 'Compare',
    generate: 'Generate',
    vul2safe: 'Vul2Safe',
    library: 'Library',
  },
  navigation: 'Screens',
  skip: 'Skip to the screen',
  home: 'PatchGrad, to the start',
  dark: 'Dark',
  language: 'Language',
  loadingScreen: 'Loading the screen…',
  screenFailed:
    'This screen could not be loaded. The files of the page may have changed since it was opened: reload it. A run that goes on would be lost.',
  reloadPage: 'Reload the page',
  loadingEngine: 'Loading the engine…',
  noEngine: 'No engine loaded',
  slower: 'slower',
  softwareAdapter: 'software adapter: slow',
  runOn: (step: number, of: number) => `step ${step} of ${of}`,
  newer: 'A newer version of this page is ready.',
  openNewer: 'Open it',
  footer:
    'Everything runs in this tab: the model, the sandbox and the training. Nothing is uploaded.',
  footerAsked: (hosts: readonly string[]) =>
    `Everything runs in this tab: the model, the sandbox and the training. Only Vul2Safe sends, the code that you gave it, to ${list(hosts)}.`,
  notes: {
    version: (given: string, read: string) =>
      `This link is of version ${given} and this page reads version ${read}: it was ignored.`,
    unknown: (name: string) => `The link sets “${name}”, which this page does not know: ignored.`,
    refused: (label: string, text: string) =>
      `The link sets ${label} to “${text}”, which is not allowed: the default is used.`,
    screen: (name: string) =>
      `The link leads to the screen “${name}”, which this page does not have: this is the start.`,
    card: (name: string) => `The lesson has no card “${name}”.`,
  },
};
