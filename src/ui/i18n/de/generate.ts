/** The Generate screen. */
import type { Messages } from '../en.ts';
import { german } from '../format.ts';

const { count, list, percent, plural } = german;

export const generate: Messages['generate'] = {
  prompt: 'Aufgabe',
  from: 'Aufgabe mit',
  splits: {
    'unseen-names': 'Namen, die nie trainiert wurden',
    'unseen-phrasings': 'Formulierungen, die nie trainiert wurden',
    'unseen-variants': 'Schreibweisen, die nie trainiert wurden',
    'unseen-families': 'Arten von Aufgaben, die nie trainiert wurden',
    validation: 'Namen der Validierung',
    train: 'Namen des Trainings',
  },
  task: (number) => `Aufgabe ${count(number)}`,
  another: 'Andere Aufgabe',
  backToTask: 'Zurück zur Aufgabe',
  reading: 'Die Aufgabe wird gelesen …',
  isOwn:
    'Das ist ein eigener Text: Tests können nicht laufen, denn nur Aufgaben des Korpus haben welche.',
  ownStays: 'Er ist zu lang für die Adresse dieser Seite, nach dem Neuladen ist er fort.',
  notWritten: 'Die Antworten unten gehören zu einer früheren Aufgabe oder zu anderen Optionen.',
  how: 'Wie geschrieben wird',
  options: {
    completions: { label: 'Antworten', meaning: 'Von jedem Modell, 1 bis 8.' },
    temperature: {
      label: 'Temperatur',
      meaning: '0 nimmt jedes Mal das wahrscheinlichste Token; höchstens 2.',
    },
    topK: {
      label: 'Top-k',
      meaning: 'Zieht aus so vielen der wahrscheinlichsten Tokens; 0 aus allen.',
    },
    topP: {
      label: 'Top-p',
      meaning: 'Zieht aus den wahrscheinlichsten, die diesen Anteil halten; 1 aus allen.',
    },
    maxCompletionLength: { label: 'Längste', meaning: 'Höchstens so viele Tokens, 1 bis 512.' },
    seed: { label: 'Seed', meaning: 'Der Ziehungen, derselbe für alle Spalten.' },
  },
  refused: 'Dieser Wert ist hier nicht erlaubt.',
  generate: 'Generieren',
  cancel: 'Abbrechen',
  noEngine: 'Die Engine ist noch nicht geladen.',
  betweenSteps:
    'Ein Lauf trainiert: Die Modelle schreiben zwischen seinen Schritten, der nächste Schritt wartet auf sie.',
  columns: 'Modelle nebeneinander',
  model: (number) => `Modell ${count(number)}`,
  addColumn: 'Modell dazunehmen',
  removeColumn: (name) => `${name} wegnehmen`,
  base: 'Mitgeliefertes Modell',
  run: 'Lauf dieses Tabs',
  saved: (run, step, end) => `${run}, Schritt ${count(step)}${end === '' ? '' : ` (${end})`}`,
  ends: {
    sft: 'Ende von SFT',
    stage: 'Ende eines Abschnitts',
    end: 'Ende des Laufs',
    regular: '',
  },
  gone: (key) => `${key}, nicht in diesem Browser`,
  nothing: 'Drücken Sie Generieren, dann schreibt dieses Modell hier.',
  atStep: (step) => `Gewichte nach Schritt ${count(step)}`,
  phases: {
    waiting: 'Wartet, bis es an der Reihe ist …',
    writing: 'Schreibt …',
    judging: 'Die Tests laufen …',
    done: '',
    cancelled: 'Abgebrochen: Was geschrieben ist, bleibt.',
    failed: '',
  },
  tokensOf: (done, total) => `${count(done)} von höchstens ${count(total)} Tokens`,
  written: 'Bisher geschrieben',
  works: 'funktioniert',
  worksNot: 'funktioniert nicht',
  safe: 'ist sicher',
  safeNot: 'ist nicht sicher',
  verdictOfAll: (good, working, secure, total) =>
    `${count(good)} von ${count(total)} funktionieren und sind sicher (${count(working)} funktionieren, ${count(secure)} sicher)`,
  untested: 'keine Tests',
  completion: (number) => `Antwort ${count(number)}`,
  tokens: (model, number) =>
    `Tokens der Antwort ${count(number)}, ${model}. Pfeiltasten bewegen, die Eingabetaste hält ein Token fest.`,
  spoken: (token, share) => `${token}, ${share}`,
  next: 'weiter',
  cut: 'Sie wurde an der größten Länge abgeschnitten.',
  tests: (model, number) => `Tests und Angriffe, Antwort ${count(number)}, ${model}`,
  passed: (passed, of) =>
    `Tests und Angriffe: ${count(passed)} von ${plural(of, { one: '1 Fall', other: `${count(of)} Fällen` })} bestanden`,
  place: (number) => `Token ${count(number)}`,
  afterEnd: 'Was als Nächstes käme',
  share: (probability) => `Wahrscheinlichkeit ${probability}`,
  below: (smallest) => `unter ${smallest}`,
  alternatives: (model, number) =>
    `Nächste Tokens an dieser Stelle, Antwort ${count(number)}, ${model}`,
  alternativesMeaning:
    'Die wahrscheinlichsten Tokens an dieser Stelle. Wählen Sie eines, dann schreibt das Modell von dort weiter.',
  stands: 'steht hier',
  restore: 'Zurück zu dem, was es selbst schrieb',
  isChanged: 'Sie haben ein Token davon gewählt.',
  doubt: 'Wie sicher das Modell bei einem Token war, bei Temperatur 1:',
  doubts: [`${percent(0.9)} und mehr`, `ab ${percent(0.5)}`, `ab ${percent(0.1)}`, 'weniger'],
  finished: (models) => `Geschrieben: ${list(models)}.`,
};
