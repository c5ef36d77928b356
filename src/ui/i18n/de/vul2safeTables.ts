/** Zustände, Gründe, Stufen, Prüfungen und Einstellungen von Vul2Safe in Worten. */
import type { Diagnosis } from '../../../vul2safe/connection.ts';
import type {
  GateResult,
  ItemState,
  Message,
  Milestone,
  Reason,
  StageName,
  Stop,
} from '../../../vul2safe/contract.ts';
import type { QueueFilter } from '../../repairs/queueFilter.ts';
import type { WorkSetting } from '../../repairs/workSettings.ts';

export const states: Record<ItemState, string> = {
  queued: 'wartet',
  analysing: 'in Analyse',
  repairing: 'in Reparatur',
  reflecting: 'in Reflexion',
  revising: 'in Überarbeitung',
  voting: 'in Abstimmung',
  gating: 'in Prüfung',
  prompting: 'Prompts entstehen',
  accepted: 'angenommen',
  rejected: 'abgelehnt',
  failed: 'gescheitert',
};

export const reasons: Record<Reason['code'], string> = {
  'no-weakness': 'Die Analyse findet keine Schwachstelle im Code.',
  'not-fixed': 'Nach der letzten Runde bemängelt die Reflexion die Reparatur noch immer.',
  'low-confidence': 'Die Stimmen vertrauen der Reparatur weniger, als die Schwelle verlangt.',
  'does-not-parse': 'Die Reparatur hat mehr Syntaxfehler als der Code davor.',
  unchanged: 'Die Reparatur ist derselbe Code, ihre Maske also leer.',
  'only-comments': 'Die Reparatur ändert nur Kommentare.',
  renamed: 'Die Funktion fehlt oder heißt anders.',
  'signature-changed': 'Die Funktion nimmt andere Parameter.',
  'deleted-body': 'Das meiste der Funktion ist weg statt repariert.',
  'constant-return': 'Die Funktion gibt nur eine Konstante zurück, wirft oder tut nichts.',
  'commented-out': 'Code wurde auskommentiert statt repariert.',
  'weakened-test': 'Eine Zusicherung oder ein Test wurde entfernt, geändert oder abgeschaltet.',
  'too-large': 'Mehr Änderungen, als eine kleinste Reparatur braucht.',
  'finding-stays': 'Eine statische Regel findet die Schwachstelle auch in der Reparatur.',
  'new-finding': 'Eine statische Regel findet in der Reparatur eine neue Schwachstelle.',
  'tests-fail': 'Ein Funktions- oder Angriffsfall scheitert an der Reparatur.',
  'no-prompt': 'Kein Prompt blieb übrig, der die Schwachstelle nicht verrät.',
  flagged: 'Der Code spricht das Modell an; nur ein Mensch darf ihn annehmen.',
  'by-person': 'Ein Mensch hat ihn abgelehnt.',
  'no-json': 'Zwei Antworten nacheinander waren nicht lesbar.',
  refused: 'Das Modell weigert sich zu antworten.',
  'too-long': 'Der Code passt nicht in den Kontext des Modells.',
  'cut-off': 'Die Antwort war länger als erlaubt.',
  'provider-failed': 'Der Endpunkt versagte, bis kein Versuch übrig war.',
  internal: 'Ein Fehler in PatchGrad.',
};

export const milestones: Record<Milestone, string> = {
  in: 'Im Bestand',
  repaired: 'Repariert',
  reflected: 'Reflexion überstanden',
  gated: 'Stimmen und Prüfungen überstanden',
  prompted: 'Mit Prompts',
};

export const stages: Record<StageName, string> = {
  analyse: 'Analyse',
  repair: 'Reparatur',
  reflect: 'Reflexion',
  revise: 'Überarbeitung',
  vote: 'Stimme',
  gates: 'Prüfungen',
  prompts: 'Prompts',
  check: 'Kontrolle von Prompt',
};

export const filters: Record<QueueFilter, string> = {
  all: 'Alle',
  queued: 'Wartend',
  working: 'In Arbeit',
  accepted: 'Angenommen',
  rejected: 'Abgelehnt',
  failed: 'Gescheitert',
  flagged: 'Auffällig',
  decided: 'Von Ihnen entschieden',
};

export const checkNames: Record<Diagnosis['checks'][number]['name'], string> = {
  address: 'Adresse',
  reach: 'Erreichbar',
  key: 'Schlüssel',
  model: 'Modell',
  answer: 'Antwort',
  json: 'JSON',
};

export const checkStates: Record<Diagnosis['checks'][number]['state'], string> = {
  ok: 'in Ordnung',
  failed: 'gescheitert',
  skipped: 'nicht gefragt',
};

export const gateStates: Record<GateResult['state'], string> = {
  passed: 'bestanden',
  failed: 'gescheitert',
  skipped: 'ausgelassen',
};

export const gateNames: Readonly<Record<string, string | undefined>> = {
  mask: 'Maske',
  syntax: 'Syntax',
  signature: 'Signatur',
  comments: 'Kommentare',
  'does something': 'tut etwas',
  body: 'Rumpf',
  assertions: 'Zusicherungen',
  size: 'Umfang',
  findings: 'statische Befunde',
  tests: 'Tests',
};

export const causes: Record<Stop['cause'], string> = {
  done: 'Fertig.',
  asked: 'Angehalten, wie gewünscht. Was getan ist, bleibt; Start macht weiter.',
  tokens: 'Das Budget an Tokens ist aufgebraucht.',
  cost: 'Das Budget an Geld ist aufgebraucht.',
  time: 'Die Zeit dieser Sitzung ist um.',
  provider: 'Das Modell kann nicht gefragt werden.',
  store: 'Die Arbeit kann nicht behalten werden.',
};

export const settings: Record<WorkSetting, readonly [string, string]> = {
  rounds: ['Überarbeitungen (R)', 'Runden nach einer Reflexion, die nicht zufrieden ist.'],
  votes: ['Stimmen (n)', 'Unabhängige Stimmen über die letzte Reparatur.'],
  minConfidence: ['Mindestvertrauen', 'Einträge mit weniger Vertrauen werden abgelehnt.'],
  prompts: ['Prompts je Eintrag (k)', 'So viele implizite Prompts werden erbeten.'],
  concurrency: ['Anfragen zugleich', 'Nie sind mehr unterwegs.'],
  maxTokens: ['Längste Antwort', 'Tokens, die eine Antwort haben darf.'],
  temperature: ['Temperatur', 'Von Analyse, Reparatur und Reflexion.'],
  drawTemperature: [
    'Temperatur der Ziehungen',
    'Von Stimmen und Prompts, die sich unterscheiden sollen.',
  ],
  maxChangedShare: [
    'Größte Änderung',
    'Anteil der Lexeme einer Seite, den eine Reparatur ändern darf.',
  ],
  'budget.tokens': ['Budget, Tokens', 'Aller Sitzungen. Leer: keine Grenze.'],
  'budget.cost': ['Budget, Geld', 'Aller Sitzungen, nach den Preisen unten. Leer: keine Grenze.'],
  'budget.seconds': ['Budget, Sekunden', 'Einer Sitzung. Leer: keine Grenze.'],
  'price.prompt': [
    'Preis je Million Prompt-Tokens',
    'In beliebiger Währung; 0, wo es nichts kostet.',
  ],
  'price.completion': ['Preis je Million Antwort-Tokens', 'In derselben Währung.'],
};

export const roles: Record<Message['role'], string> = {
  system: 'System',
  user: 'Gefragt',
  assistant: 'Geantwortet',
};
