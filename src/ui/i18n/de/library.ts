/** The Library screen, and what the page says of keeping runs elsewhere. */
import type { Messages } from '../en.ts';
import { german } from '../format.ts';

const { bytes, count, list, plural } = german;

export const library: Messages['library'] = {
  storage: 'In diesem Browser abgelegt',
  byItem: 'Ablage nach Inhalt',
  used: (used, quota) => `${bytes(used)} belegt von ${bytes(quota)} erlaubten`,
  untold: 'Dieser Browser sagt nicht, wie viel belegt ist.',
  runsTake: 'Läufe',
  dataTakes: 'Eingelesene Daten',
  restTakes: 'Die Seite selbst',
  kept: 'Der Browser behält sie, bis Sie sie löschen.',
  notKept: 'Der Browser darf sie löschen, wenn der Platz knapp wird.',
  keep: 'Den Browser bitten, sie zu behalten',
  keepRefused:
    'Der Browser lehnt ab. Oft stimmt er zu, sobald eine Seite Lesezeichen hat oder installiert ist.',
  memoryOnly: 'Nichts überdauert diesen Tab',
  memoryMeaning:
    'Dieser Browser gibt der Seite keine Ablage, wie in einem privaten Fenster. Läufe bleiben, bis der Tab geschlossen wird: Exportieren Sie, was Sie behalten wollen.',
  open: 'Laufpaket öffnen',
  reading: 'Die Sammlung wird gelesen …',
  runs: 'Läufe',
  noRuns: 'Noch keine Läufe. Jeder Lauf wird hier festgehalten, während er trainiert.',
  goTrain: 'Ein Modell trainieren',
  compare: (n) => `${count(n)} ${plural(n, { one: 'Lauf', other: 'Läufe' })} vergleichen`,
  chooseToCompare: (name) => `${name} zum Vergleichen wählen`,
  standings: {
    running: 'Läuft',
    paused: 'Pausiert',
    stopped: 'Beendet',
    failed: 'Gescheitert',
    interrupted: 'Unterbrochen',
  },
  steps: (step, of) => `Schritt ${count(step)} von ${count(of)}`,
  seed: (seed) => `Seed ${seed}`,
  imported: 'Eingelesen',
  elsewhere: 'in einem anderen Tab',
  funcSec: (share) => `func-sec@1 ${share}`,
  show: 'Zeigen',
  resume: (step) => `Fortsetzen ab Schritt ${count(step)}`,
  export: 'Exportieren',
  exportKinds: {
    bundle: {
      name: 'Laufpaket',
      meaning: 'Alles in einer Zip-Datei; öffnet sich in der Sammlung eines anderen Browsers',
    },
    'metrics.csv': { name: 'Metriken, CSV', meaning: 'Eine Zeile je Schritt' },
    'metrics.jsonl': {
      name: 'Metriken, JSONL',
      meaning: 'Eine Zeile je Schritt und je Auswertung',
    },
    'completions.jsonl': {
      name: 'Antworten, JSONL',
      meaning: 'Spalten, wie TRL sie schreibt, und die Reihen aller Tokens',
    },
    model: { name: 'Modell', meaning: 'Neuester Prüfpunkt im Aufbau von Hugging Face, als Zip' },
  },
  rename: 'Umbenennen',
  name: 'Name',
  save: 'Sichern',
  cancel: 'Abbrechen',
  remove: 'Löschen',
  removeOf: (name) => `${name} löschen`,
  removeTitle: (name) => `„${name}“ löschen?`,
  removeMeaning: (size) => `${size} werden frei. Das lässt sich nicht rückgängig machen.`,
  removePairs:
    'Läufe mit diesen Daten lassen sich dann nicht mehr fortsetzen. Das lässt sich nicht rückgängig machen.',
  details: 'Prüfpunkte und Inhalt',
  settings: 'Einstellungen',
  defaults: 'alle auf Vorgabe',
  backend: 'Gerechnet von',
  rollouts: (n) =>
    `Rollouts von ${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritten' })} behalten`,
  checkpoints: 'Prüfpunkte',
  noCheckpoints: 'Noch keine: Gesichert wird bei einer Pause und am Ende eines Abschnitts.',
  checkpoint: (step) => `Nach Schritt ${count(step)}`,
  checkpointKinds: { regular: '', stage: 'Ende eines Abschnitts', end: 'Ende des Laufs' },
  removeCheckpoint: (step) => `Prüfpunkt nach Schritt ${count(step)} löschen`,
  data: 'Eingelesene Daten',
  noData: 'Dateien mit Reparaturpaaren bleiben hier, sobald ein Lauf mit ihnen trainiert.',
  pairs: (n) => `${count(n)} ${plural(n, { one: 'Paar', other: 'Paare' })}`,
  exportPairs: (name) => `${name} exportieren`,
  damaged: 'Beschädigt',
  damagedMeaning: 'Diese Einträge sind nicht lesbar. Alle anderen sind in Ordnung.',
  failed: 'Das ging nicht',
  dismiss: 'Schließen',
  imports: (name) => `„${name}“ wurde geöffnet und steht in der Liste.`,
  interrupted: (name, step) => `Der Lauf „${name}“ wurde nach Schritt ${count(step)} unterbrochen.`,
  interruptedFrom: (step) =>
    `Er kann vom Prüfpunkt nach Schritt ${count(step)} an weitergehen, genau so, als hätte er nie aufgehört.`,
  interruptedRun: 'Unterbrochener Lauf',
  notNow: 'Nicht jetzt',
  toLibrary: 'Zur Sammlung',
  troubleFull: 'Die Ablage dieses Browsers ist voll',
  troubleFullMeaning:
    'Der Lauf wird nicht weiter gesichert. Das Training geht weiter, und was gesichert ist, bleibt. Löschen Sie, was Sie nicht mehr brauchen, dann wird wieder gesichert.',
  troubleFailed: 'Dieser Lauf kann nicht gesichert werden',
  troubleFailedMeaning:
    'Das Training geht weiter. Exportieren Sie, was Sie behalten wollen, ehe Sie den Tab schließen.',
  and: list,
};
