/** The Start screen: preflight and the three doors. */
import { german } from '../format.ts';
import type { Messages } from '../en.ts';

const { bytes, count, list, plural } = german;

export const start: Messages['start'] = {
  title: 'Sehen, warum jedes Token belohnt wurde',
  lead: 'Ein winziges Sprachmodell schreibt JavaScript, das funktioniert und verwundbar ist. Bestärkendes Lernen bringt ihm die Reparaturen bei, hier, vor Ihren Augen, und färbt jedes Token nach der Belohnung, die es verändert hat.',
  startTraining: 'Training starten',
  oneStep: 'Nur einen Schritt',
  goToRun: 'Zum Lauf',
  startsAtOnce:
    'Beginnt sofort mit dem mitgelieferten Modell. Nichts zu installieren, nichts zu wählen.',
  doors: 'Eingänge',
  lesson: 'Zehn-Minuten-Lektion',
  lessonMeaning: 'Zehn Karten, die das echte Training steuern, vom Reparaturpaar bis zum Kollaps.',
  lessonGo: 'Lektion beginnen',
  open: 'Link oder Datei öffnen',
  openMeaning: 'Ein Experiment oder ein Lauf, den jemand geteilt hat, oder eigene Reparaturpaare.',
  link: 'Link',
  openLink: 'Öffnen',
  notALink:
    'In diesem Text steckt kein Experiment. Ein Link endet auf „#v=1&…“; kopieren Sie ihn ganz.',
  chooseFile: 'Datei wählen',
  fresh: 'Neues Experiment',
  freshMeaning: 'Alle Einstellungen auf Vorgabe; ändern Sie, was Sie wollen, dann starten Sie.',
  freshGo: 'Experiment einrichten',
  preflight: 'Vorab geprüft',
  compute: 'Rechenwerk',
  checking: 'Ein Adapter wird gesucht und das Modell geladen …',
  noAdapter: 'Noch keines; siehe oben.',
  softwareWarning:
    'Das ist ein Software-Adapter: Alles geht, nur mehrmals langsamer als auf einer Grafikkarte.',
  wasmWarning: 'Ohne Grafikkarte: Alles geht, nur mehrmals langsamer.',
  model: 'Modell',
  modelSize: (parameters, families) =>
    `${count(parameters)} Parameter; ${count(families)} Arten von Aufgaben im Korpus`,
  memory: 'Speicher',
  deviceMemory: (gigabytes) =>
    gigabytes >= 8
      ? 'mindestens 8 GB in diesem Gerät'
      : `etwa ${bytes(gigabytes * 1e9)} in diesem Gerät`,
  memoryUntold: 'Dieser Browser sagt nicht, wie viel es gibt.',
  storage: 'Ablage',
  storageUse: (used, quota) => `${bytes(used)} belegt von ${bytes(quota)} erlaubten`,
  storageUntold: 'Dieser Browser sagt nicht, wie viel abgelegt werden darf.',
  kept: 'Der Browser behält sie, bis Sie sie löschen.',
  notKept: 'Der Browser darf sie löschen, wenn der Platz knapp wird.',
  keep: 'Den Browser bitten, sie zu behalten',
  keepRefused:
    'Der Browser lehnt ab. Oft stimmt er zu, sobald eine Seite Lesezeichen hat oder installiert ist.',
  network: 'Gesendet',
  sent: (foreign) =>
    foreign === 0
      ? '0 Bytes gesendet: Keine Anfrage dieser Seite ging an einen anderen Server.'
      : `${count(foreign)} ${plural(foreign, { one: 'Anfrage dieser Seite ging', other: 'Anfragen dieser Seite gingen' })} an einen anderen Server. Browser-Erweiterungen können solche Anfragen hinzufügen; PatchGrad selbst stellt keine.`,
  sentByVul2Safe: (hosts) =>
    `Vul2Safe hat den Code, den Sie ihm gaben, an ${list(hosts)} gesendet, wie von Ihnen genannt. Sonst wurde nichts gesendet.`,
  sentMeaning: 'Eine Content-Security-Policy verbietet der Seite jede andere Adresse.',
  offline: 'Offline',
  offlineReady: 'Bereit: Diese Seite öffnet sich ohne Netz.',
  offlineSaving: 'Ihre Dateien werden für den Gebrauch ohne Netz gesichert.',
  offlineNone:
    'Nicht gesichert: Dafür braucht es https oder localhost und einen Browser, der Service Worker erlaubt.',
};
