/** Header, navigation, address notes, footer. */
import type { Messages } from '../en.ts';
import { german } from '../format.ts';

const { list } = german;

export const shell: Messages['shell'] = {
  screens: {
    start: 'Start',
    data: 'Daten',
    train: 'Training',
    tokens: 'Token-Belohnungen',
    compare: 'Vergleich',
    generate: 'Generieren',
    vul2safe: 'Vul2Safe',
    library: 'Sammlung',
  },
  navigation: 'Ansichten',
  skip: 'Zur Ansicht springen',
  home: 'PatchGrad, zum Start',
  dark: 'Dunkel',
  language: 'Sprache',
  loadingScreen: 'Die Ansicht wird geladen …',
  screenFailed:
    'Diese Ansicht konnte nicht geladen werden. Vielleicht haben sich die Dateien der Seite geändert, seit sie geöffnet wurde: Laden Sie sie neu. Ein laufender Lauf ginge verloren.',
  reloadPage: 'Seite neu laden',
  loadingEngine: 'Die Engine wird geladen …',
  noEngine: 'Keine Engine geladen',
  slower: 'langsamer',
  softwareAdapter: 'Software-Adapter: langsam',
  runOn: (step, of) => `Schritt ${step} von ${of}`,
  newer: 'Eine neuere Fassung dieser Seite liegt bereit.',
  openNewer: 'Öffnen',
  footer:
    'Alles läuft in diesem Tab: das Modell, die Sandbox und das Training. Nichts wird hochgeladen.',
  footerAsked: (hosts) =>
    `Alles läuft in diesem Tab: das Modell, die Sandbox und das Training. Nur Vul2Safe sendet den Code, den Sie ihm gaben, an ${list(hosts)}.`,
  notes: {
    version: (given, read) =>
      `Dieser Link ist von Version ${given}, diese Seite liest Version ${read}: Er wurde übergangen.`,
    unknown: (name) => `Der Link setzt „${name}“, das diese Seite nicht kennt: übergangen.`,
    refused: (label, text) =>
      `Der Link setzt ${label} auf „${text}“, was nicht erlaubt ist: Der Vorgabewert gilt.`,
    screen: (name) =>
      `Der Link führt zur Ansicht „${name}“, die es auf dieser Seite nicht gibt: Das ist der Start.`,
    card: (name) => `Die Lektion hat keine Karte „${name}“.`,
  },
};
