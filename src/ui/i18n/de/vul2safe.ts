/** Der Bildschirm Vul2Safe. Was ein Modell, eine Prüfung oder der Worker sagt, bleibt englisch. */
import type { Messages } from '../en.ts';
import { german } from '../format.ts';
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

const { count, number, plural } = german;

const items = (n: number) => plural(n, { one: '1 Eintrag', other: `${count(n)} Einträge` });
const ofItems = (n: number) => plural(n, { one: '1 Eintrag', other: `${count(n)} Einträgen` });
const records = (n: number) => plural(n, { one: '1 Datensatz', other: `${count(n)} Datensätze` });

export const vul2safe: Messages['vul2safe'] = {
  title: 'Reparaturpaare aus eigenem Code',
  lead: 'Ein Sprachmodell, das Sie haben, analysiert verwundbaren Code, repariert ihn, bezweifelt seine Reparatur, stimmt darüber ab und beschreibt die Aufgabe in Prompts, die Sicherheit nie erwähnen. Was die Prüfungen übersteht, wird zu Paaren, auf denen trainiert werden kann.',
  whereCodeGoes:
    'Der Code geht an den Endpunkt, den Sie unten nennen, und sonst nirgendwohin. Reparaturen mit Tests laufen in der Sandbox dieser Seite.',
  shownSet: 'Gezeigter Bestand',
  ownSet: 'Ihr Bestand',
  example: 'Durchgespieltes Beispiel',
  openExample: 'Das durchgespielte Beispiel öffnen',
  exampleMeaning:
    'Von Hand geschrieben: drei Codes, und Antworten anstelle derer eines Modells. Ablauf, Prüfungen und Tests sind die echten. Nichts wird gesendet.',
  opening: 'Der Bestand wird geöffnet …',
  failed: 'Das ging nicht.',
  openAgain: 'Den Bestand erneut öffnen',
  dismiss: 'Schließen',
  memoryOnly:
    'Dieser Browser gibt der Seite keine Datenbank; der Bestand bleibt so lange wie dieser Tab. Exportieren Sie, was Sie behalten wollen.',
  tornLines: (n) =>
    plural(n, {
      one: '1 behaltene Zeile war nicht lesbar. Sie kostet höchstens eine Antwort.',
      other: `${count(n)} behaltene Zeilen waren nicht lesbar. Jede kostet höchstens eine Antwort.`,
    }),
  nothing: 'Noch nichts zu tun',
  steps: [
    'Bringen Sie verwundbaren Code: Dateien mit Paaren oder Code, oder eine Funktion aus der Zwischenablage.',
    'Nennen Sie das Modell, und prüfen Sie die Verbindung.',
    'Drücken Sie Start. Jede Antwort wird behalten, ein Neuladen kostet nichts doppelt.',
  ],

  source: 'Code',
  dropHere: 'Dateien oder einen Ordner mit Code hier ablegen',
  chooseFiles: 'Dateien wählen',
  chooseFolder: 'Einen Ordner wählen',
  orDrop:
    'oder hier ablegen: JSON-Zeilen oder CSV mit Paaren, JSON-Zeilen mit Code, oder Dateien mit Code, jede ein Eintrag.',
  format: 'Format',
  guessed: 'nach dem Anfang jeder Datei',
  guessedMeaning:
    'Von Paaren wird die verwundbare Seite genommen; die bekannte Reparatur sieht das Modell nicht.',
  fromData: 'Vom Bildschirm Daten:',
  yourPairs: (n) => `Ihre Paare (${count(n)})`,
  corpusPairs: 'Die gezeigten Paare des Korpus',
  paste: 'Eine Funktion einfügen',
  pasted: 'eingefügt',
  code: 'Code',
  language: 'Sprache, ein Name oder eine Dateiendung',
  addCode: 'Hinzufügen',
  adding: 'Wird gelesen …',
  cancel: 'Abbrechen',
  added: (n) =>
    plural(n, { one: '1 Eintrag kam dazu.', other: `${count(n)} Einträge kamen dazu.` }),
  known: (n) => plural(n, { one: '1 war schon da.', other: `${count(n)} waren schon da.` }),
  badRows: (n) =>
    plural(n, { one: '1 Zeile wurde ausgelassen', other: `${count(n)} Zeilen wurden ausgelassen` }),
  badRowsList: 'Ausgelassene Zeilen',
  andMore: (n) => `und ${count(n)} weitere.`,

  connection: 'Verbindung',
  who: 'Gefragt wird',
  anEndpoint: 'ein Endpunkt wie der von OpenAI (Ollama, llama.cpp, LM Studio, vLLM, ein Dienst)',
  thisBrowser: 'das Modell dieses Browsers (Prompt API von Chrome)',
  thisBrowserMeaning:
    'Der Code bleibt auf diesem Rechner. Die erste Frage lädt womöglich das Modell herunter, mehrere Gigabyte. Es ist klein: viele seiner Reparaturen werden nicht überstehen.',
  endpoint: 'Endpunkt',
  endpointMeaning: 'Seine Adresse mit der Version, etwa http://127.0.0.1:11434/v1.',
  model: 'Modell',
  modelMeaning: 'Wie der Endpunkt es nennt. Nach einer Prüfung stehen seine Namen zur Wahl.',
  key: 'Schlüssel',
  keyMeaning:
    'Nur wo der Endpunkt einen verlangt. Er bleibt im Arbeitsspeicher dieser Seite und geht in einer Kopfzeile an den Endpunkt.',
  keepKey: 'Den Schlüssel behalten, bis dieser Tab geschlossen wird',
  keepKeyMeaning:
    'Im Sitzungsspeicher dieses Browsers, unverschlüsselt, damit ein Neuladen nicht wieder danach fragt.',
  streaming: 'Streaming',
  streamingMeaning: 'Antworten kommen in Stücken; eine, die stockt, wird früher bemerkt.',
  check: 'Die Verbindung prüfen',
  checking: 'Der Endpunkt wird gefragt …',
  connected: 'Das Modell kann benutzt werden.',
  notConnected: 'Das Modell kann noch nicht benutzt werden.',
  checkNames,
  checkStates,
  copy: 'Kopieren',
  copyFor: (server) => `Den Befehl für ${server} kopieren`,
  copyResults: { copied: 'Kopiert', refused: 'Bitte markieren und kopieren' },

  workSettings: 'Einstellungen der Arbeit',
  settingsLine: (rounds, votes, prompts) =>
    `R ${count(rounds)}, n ${count(votes)}, k ${count(prompts)}`,
  settings,
  byDefault: (value) => (value === null ? 'Vorgabe: keine.' : `Vorgabe ${number(value)}.`),
  notAllowed: 'Dieser Wert ist nicht erlaubt.',
  resetSettings: 'Alle Einstellungen zurücksetzen',
  fromNextStart: 'Eine Änderung gilt vom nächsten Start an.',
  templates: 'Prompts der Stufen',
  templatesMeaning:
    'Text mit Platzhaltern. Andere Prompts sind andere Fragen: Antworten auf die früheren gelten für sie nicht.',
  templatesChanged: (n) => (n === 0 ? 'wie geliefert' : `${count(n)} bearbeitet`),
  stage: 'Stufe',
  stages,
  edited: '(bearbeitet)',
  templateParts: { system: 'Systemtext', user: 'Nutzertext' },
  slotsNeeded: 'Nötig sind',
  slotsOther: 'und möglich',
  templateNotUsed: 'Bis das behoben ist, gilt der Prompt davor.',
  resetTemplate: 'Diesen Prompt zurücksetzen',
  resetTemplates: 'Alle Prompts zurücksetzen',

  work: 'Arbeit',
  commands: 'Befehle',
  start: 'Start',
  pause: 'Pause',
  stop: 'Stopp',
  pauseMeaning: 'Lässt die Anfragen unterwegs noch ankommen.',
  stopMeaning: 'Gibt die Anfragen unterwegs auf; sie werden womöglich berechnet.',
  running: 'Läuft',
  resting: 'Ruht',
  endedOf: (ended, all) => `${count(ended)} von ${ofItems(all)} am Ende`,
  endedItems: 'Einträge am Ende',
  perMinute: (rate) => `${rate} je Minute`,
  callsMade: (calls, cached, retries) =>
    `${plural(calls, { one: '1 Anfrage', other: `${count(calls)} Anfragen` })}` +
    (cached > 0 ? `, ${count(cached)} Antworten schon bekannt` : '') +
    (retries > 0
      ? `, ${plural(retries, { one: '1 Wiederholung', other: `${count(retries)} Wiederholungen` })}`
      : ''),
  tokensTaken: (n) => `${count(n)} Tokens`,
  costTaken: (cost) => `, Kosten ${cost}`,
  lostCalls: (n) =>
    plural(n, {
      one: '1 Anfrage einer früheren Sitzung blieb ohne Antwort und wurde womöglich berechnet.',
      other: `${count(n)} Anfragen früherer Sitzungen blieben ohne Antwort und wurden womöglich berechnet.`,
    }),
  causes,

  funnel: 'Wie weit die Einträge kamen',
  milestones,
  confidence: 'Vertrauen',
  histogram: 'Wie viele Einträge welches Vertrauen haben, angenommen und nicht, mit der Schwelle',
  states,
  notAccepted: 'nicht angenommen',
  threshold: 'Schwelle',
  passing: (of, from, below) =>
    `${records(of)} aus ${ofItems(from)} ${plural(of, { one: 'besteht', other: 'bestehen' })}` +
    (below > 0 ? `; ${items(below)} mit weniger Vertrauen angenommen.` : '.'),
  belowAsked: (asked) =>
    `Einträge unter ${asked} wurden vor den Prüfungen abgelehnt. Damit sie weiterkommen, senken Sie „Mindestvertrauen“ und lassen Sie sie erneut laufen.`,

  queue: 'Einträge',
  show: 'Zeigen',
  filters,
  search: 'Suchen',
  noneShown: 'Kein Eintrag ist so.',
  flagged: 'auffällig',
  reasons,

  weakness: 'Schwachstelle',
  rounds: 'Überarbeitungen',
  took: 'Aufwand',
  tookMeaning: (calls, tokens, isEstimated) =>
    `${plural(calls, { one: '1 Anfrage', other: `${count(calls)} Anfragen` })}, ${isEstimated ? 'etwa ' : ''}${count(tokens)} Tokens`,
  origin: 'Herkunft',
  flags: 'Text im Code, der das Modell anspricht',
  notYet: 'Er ist noch nicht am Ende. Das ist sein Code.',
  repair: 'Reparatur',
  wholeRepair: 'Die Reparatur im Ganzen',
  noSteps: 'Nichts wurde dazu gefragt.',
  noChange: 'Beide Fassungen sind gleich.',
  before: 'Vor diesem Schritt',
  after: 'Danach',
  lines: (list) => `Zeilen ${list}`,
  round: (n) => `in Runde ${count(n)}`,
  verdicts: {
    isFixed: { yes: 'Schwachstelle weg', no: 'Schwachstelle noch da' },
    isFunctionKept: { yes: 'Funktion erhalten', no: 'Funktion verloren' },
    isNothingNew: { yes: 'nichts Neues falsch', no: 'etwas Neues falsch' },
  },
  advice: 'Sie verlangt:',
  certainty: (share) => `Sicherheit ${share}`,
  givesAway: 'Er verrät die Schwachstelle.',
  givesNothingAway: 'Er verrät nichts.',
  wire: (asked, answered, isEstimated) =>
    `Was gesendet wurde und zurückkam: ${isEstimated ? 'etwa ' : ''}${asked} und ${answered} Tokens`,
  roles,
  gates: 'Prüfungen',
  gate: 'Prüfung',
  result: 'Ergebnis',
  seen: 'Was sie sah',
  gateNames,
  gateStates,
  prompts: 'Prompts',
  kept: 'behalten',
  dropped: 'verworfen',

  decide: 'Entscheiden',
  accept: 'Annehmen',
  reject: 'Ablehnen',
  reconsider: 'Meine Entscheidung zurücknehmen',
  editRepair: 'Reparatur bearbeiten',
  editPrompts: 'Prompts bearbeiten',
  rerunFrom: 'Neu fragen ab',
  rerun: 'Neu fragen',
  yourRepair: 'Ihre Reparatur',
  yourRepairMeaning:
    'Sie tritt an die Stelle der des Modells; über sie wird abgestimmt, und sie wird geprüft.',
  yourPrompts: 'Ihre Prompts',
  yourPromptsMeaning: 'Eine leere Zeile zwischen zweien. Sie werden wie die des Modells geprüft.',
  save: 'Speichern',

  resultMeaning: (n) =>
    n === 0
      ? 'Noch besteht kein Datensatz. Ein früher exportierter Bestand lässt sich zurückholen.'
      : `${records(n)} ${plural(n, { one: 'besteht', other: 'bestehen' })} die Schwelle: einer je Prompt eines angenommenen Eintrags.`,
  trainOnThem: 'An Daten senden und darauf trainieren',
  exportRecords: 'JSONL exportieren',
  exportCard: 'Datenkarte exportieren',
  importSet: 'Einen Bestand zurückholen',
  clearMeaning: (n) =>
    `${items(n)} und jede bezahlte Antwort werden aus diesem Browser gelöscht. Das lässt sich nicht rückgängig machen.`,
};
