/** The Compare screen. */
import type { Messages } from '../en.ts';
import { german } from '../format.ts';

const { count, number, percent, plural } = german;

export const compare: Messages['compare'] = {
  choose: 'Läufe',
  chooseMeaning:
    'Wählen Sie, was verglichen wird. Spalten sind die Einstellungen, in denen sich die gewählten Läufe unterscheiden.',
  nothing:
    'Noch gibt es nichts zu vergleichen: Trainieren Sie zwei Läufe, etwa mit einem anderen Seed.',
  goTrain: 'Ein Modell trainieren',
  reading: 'Die Läufe werden gelesen …',
  run: 'Lauf',
  state: 'Stand',
  steps: 'Schritte',
  same: 'Die gewählten Läufe haben dieselben Einstellungen.',
  damagedLines: (n) =>
    `${count(n)} beschädigte ${plural(n, { one: 'Zeile wurde', other: 'Zeilen wurden' })} ausgelassen.`,
  overlay: 'Übereinander',
  metric: 'Metrik',
  smoothing: 'Glättung',
  smoothingOff: 'aus',
  smoothingOf: (weight) => number(weight, { maximumFractionDigits: 2 }),
  smoothed: 'Die dünne Linie ist gemessen, die dicke geglättet.',
  chartLabel: (metric, lines) =>
    `${metric} je Schritt, ${count(lines)} ${plural(lines, { one: 'Linie', other: 'Linien' })}; die Zahlen stehen in der Tabelle darunter`,
  step: 'Schritt',
  noPoints: 'Keiner der gewählten Läufe hat diese Metrik bisher.',
  band: (n) => `Mittel von ${count(n)} Seeds; das Band reicht vom niedrigsten zum höchsten`,
  seeds: (names) => `Seeds ${names}`,
  table: 'Zahlen',
  tableLabel: (metric) => `${metric} als Tabelle`,
  range: (low, high) => `${low} bis ${high}`,
  saveSvg: 'Als SVG sichern',
  savePng: 'Als PNG sichern',
  saveFailed: 'Das Bild ließ sich nicht als PNG sichern. SVG geht weiterhin.',
  weaknesses: 'func-sec@1 nach Schwachstelle',
  weaknessesMeaning:
    'Neueste Auswertung, wahrscheinlichste Antworten auf die Prüfaufgaben, 95-%-Intervalle nach Wilson. Seeds einer Gruppe zählen zusammen.',
  weaknessLabel: 'func-sec@1 nach Schwachstelle; die Zahlen stehen in der Tabelle darunter',
  weakness: 'Schwachstelle',
  all: 'Alle',
  score: (passed, of) => `${count(passed)} von ${count(of)}`,
  interval: (low, high) => `${percent(low)}–${percent(high)}`,
  noSamples: 'Von diesen Läufen ist noch keine Auswertung festgehalten.',
  prompt: 'Dieselbe Aufgabe, Schritt für Schritt',
  promptMeaning: 'Eine wahrscheinlichste Antwort bei jeder Auswertung.',
  choosePrompt: 'Aufgabe',
  chooseRun: 'Lauf',
  after: (step) => (step === 0 ? 'Vor dem Training' : `Nach Schritt ${count(step)}`),
  functional: 'funktioniert',
  notFunctional: 'funktioniert nicht',
  secure: 'sicher',
  notSecure: 'verwundbar',
  unchanged: 'derselbe Text wie zuvor',
};
