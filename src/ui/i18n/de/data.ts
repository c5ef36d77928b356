/** The Data screen: pairs, their mask, and files of one's own. */
import { german } from '../format.ts';
import type { Messages } from '../en.ts';
import type { PairLint } from '../../../worker/dataContract.ts';

const { bytes, count, plural } = german;

const pairs = (n: number) => plural(n, { one: '1 Paar', other: `${count(n)} Paare` });

function lintSentence(lint: PairLint): string {
  switch (lint.code) {
    case 'too-long':
      return `Das Paar braucht ${count(lint.tokens)} Tokens, und das Modell fasst ${count(lint.context)}; damit lässt sich nicht trainieren: Kürzen Sie es auf den geänderten Teil, oder nehmen Sie ein Modell mit längerem Kontext.`;
    case 'empty-mask':
      return `Auf der Ebene ${lint.diffLevel} sind beide Seiten gleich, es würde also kein Token belohnt: Entfernen Sie das Paar, oder vergleichen Sie auf einer anderen Diff-Ebene.`;
    case 'wide-mask':
      return `Die Reparatur markiert ${count(Math.round(100 * lint.share))} % der Tokens der ${lint.side === 'secure' ? 'reparierten' : 'verwundbaren'} Seite, die Belohnung sagt also wenig darüber, worauf es ankam: Nehmen Sie ein Paar, in dem sich nur die Reparatur unterscheidet.`;
    case 'duplicate':
      return `Das Paar in Zeile ${lint.line} hat dieselben beiden Seiten, dieses zählte also doppelt: Entfernen Sie eines der beiden.`;
    case 'near-duplicate':
      return `Das Paar in Zeile ${lint.line} ist fast dasselbe; es zählte doppelt oder stünde in Training und Test: Behalten Sie eines, oder beide auf derselben Seite der Aufteilung.`;
    case 'prompt-leak':
      return `Der Prompt nennt ${lint.names.join(', ')}, was nur die Reparatur hat; er verrät also die Antwort: Beschreiben Sie die Aufgabe ohne das.`;
    case 'license-unknown':
      return 'Die Zeile nennt keine Lizenz, es ist also nicht bekannt, ob der Code verwendet oder weitergegeben werden darf: Finden Sie seine Herkunft, und schreiben Sie die Lizenz in die Zeile.';
  }
}

export const data: Messages['data'] = {
  lintSentence,
  lints: {
    'too-long': 'zu lang für das Modell',
    'empty-mask': 'leere Maske',
    'wide-mask': 'Maske über 60 %',
    duplicate: 'Duplikat',
    'near-duplicate': 'beinahe Duplikat',
    'prompt-leak': 'Prompt verrät die Reparatur',
    'license-unknown': 'Lizenz unbekannt',
  },
  lintMeanings: {
    'too-long': 'Prompt, längere Seite und End-Token überschreiten den Kontext des Modells.',
    'empty-mask': 'Die Reparatur markiert auf keiner Seite ein Token.',
    'wide-mask': 'Die Reparatur markiert mehr als 60 % der Tokens einer Seite.',
    duplicate: 'Ein früheres Paar hat dieselben beiden Seiten.',
    'near-duplicate':
      'Ein früheres Paar ist ähnlich: 80 % der Folgen von fünf Lexemen sind gemeinsam.',
    'prompt-leak': 'Der Prompt nennt einen Bezeichner, den nur die Reparatur hat.',
    'license-unknown': 'Die Zeile nennt keine Lizenz.',
  },
  unfit: {
    'same-sides': 'Beide Seiten sind derselbe Code, es gäbe also nichts zu belohnen.',
    'no-prompt':
      'Es gibt keinen Prompt, und die Seiten beginnen mit verschiedenen Zeilen; nichts sagt also, was zu schreiben ist: Ergänzen Sie einen Prompt.',
    context:
      'Prompt und längere Seite überschreiten den Kontext des Modells: Kürzen Sie das Paar auf den geänderten Teil.',
    'long-side':
      'Die längere Seite überschreitet die Einstellung „Längste Antwort“: Erhöhen Sie sie, oder kürzen Sie das Paar.',
    'long-prompt':
      'Der Prompt lässt im Kontext keinen Platz für die Einstellung „Längste Antwort“: Senken Sie sie, oder kürzen Sie das Paar.',
  },
  pairs: 'Paare',
  listed: 'Gezeigt',
  ofCorpus: 'Mitgelieferter Korpus',
  ofCorpusMeaning: (n) =>
    `Die Paare hinter den ersten ${count(n)} Prompts eines Laufs mit diesem Seed.`,
  imported: (n) => `Ihre Paare (${count(n)})`,
  fromFile: (n) => `Aus Ihrer Datei (${count(n)})`,
  importedMeaning: (shown, total) =>
    shown === total
      ? `Die ${pairs(total)} Ihrer Datei, die in das Modell ${plural(total, { one: 'passt', other: 'passen' })}.`
      : `Die ersten ${count(shown)} der ${pairs(total)} Ihrer Datei, die in das Modell passen.`,
  loading: 'Die Masken werden berechnet …',
  id: 'Paar',
  weakness: 'Schwachstelle',
  language: 'Sprache',
  tokens: 'Tokens',
  marked: 'Markiert',
  remarks: 'Hinweise',
  confidence: 'Vertrauen',
  acceptedBy: { pipeline: 'vom Ablauf angenommen', person: 'von einem Menschen angenommen' },
  repairedBy: 'Repariert von',
  codeFrom: 'Code aus',
  mask: 'Sicherheitsmaske',
  maskMeaning:
    'Markierte Tokens bringen eine Token-Belohnung, wenn eine Antwort sie enthält: Die der Reparatur werden gefördert, die der verwundbaren Seite gedämpft.',
  level: 'Diff-Ebene',
  noPair: 'Wählen Sie ein Paar, um seine Maske zu sehen.',
  prompt: 'Prompt',
  vulnerable: 'Verwundbare Seite',
  secure: 'Reparierte Seite',
  editable:
    'Ändern Sie eine der Seiten: Die Maske folgt. Womit ein Lauf trainiert, bleibt, wie es war.',
  undoEdits: 'Änderungen verwerfen',
  markedTokens: (marked, of) => `${count(marked)} von ${count(of)} Tokens markiert`,
  hunks: 'Änderungsstellen',
  noHunks: 'Auf dieser Ebene sind beide Seiten gleich.',
  operations: { insert: 'Einfügung', delete: 'Löschung', replace: 'Ersetzung' },
  hunk: (n, operation, removed, added) =>
    `Stelle ${count(n)}, ${operation}: −${count(removed)} +${count(added)} Tokens`,
  anchor: 'Eine Antwort, die diese Stelle ohne die Einfügung passiert, wird belastet bei',
  anchorEnd: 'ihrem Ende',
  partly:
    'Blassere Tokens sind teilweise markiert. Das umrahmte Token ist der Anker einer Einfügung.',
  own: 'Ihre eigenen Paare',
  trainOn: 'Trainieren mit',
  corpus: 'Mitgelieferter Korpus',
  noneYet:
    'Noch keine. Bringen Sie eine Datei mit Reparaturpaaren, um sie anzusehen und damit zu trainieren.',
  noTests: (isYours) =>
    `Für ${isYours ? 'Ihre Paare' : 'diese'} laufen keine Tests: Das Ergebnis ist die Ähnlichkeit zur Reparatur und statische Befunde. Validiert wird weiter mit zurückgehaltenen Prompts des mitgelieferten Korpus, die Tests haben.`,
  fromNextRun: 'Die Änderung gilt ab dem nächsten Lauf.',
  trainsOnCorpus: 'Trainiert mit dem mitgelieferten Korpus.',
  trainsOnPairs: (n) => `Trainiert mit Ihren eigenen Paaren (${count(n)}).`,
  toData: 'Die Daten ansehen oder eigene bringen',
  dropHere: 'Datei mit Paaren hier ablegen',
  choose: 'Datei mit Paaren wählen',
  orDrop:
    'oder hier ablegen: JSON-Zeilen oder CSV, bis 200 MB. Sie bleibt auf diesem Gerät, und ihr Code wird nie ausgeführt.',
  format: 'Format',
  notKnown: 'unbekannt',
  notTold: 'Die erste Zeile verriet es nicht.',
  reading: (name) => `${name} wird gelesen`,
  readOf: (done, of) => `${bytes(done)} von ${bytes(of)}`,
  cancel: 'Abbrechen',
  badRows: 'Schlechte Zeilen',
  badRowsLeftOut: (n) =>
    plural(n, {
      one: '1 schlechte Zeile wurde ausgelassen',
      other: `${count(n)} schlechte Zeilen wurden ausgelassen`,
    }),
  line: (n) => `Zeile ${n}`,
  andMore: (n) => `und ${count(n)} weitere.`,
  read: (n, fit) =>
    `${pairs(n)} hier gelesen, nichts wurde gesendet. ${count(fit)} davon ${plural(fit, { one: 'kann', other: 'können' })} mit diesem Modell trainieren.`,
  cannotTrain: 'Können nicht trainieren',
  worthALook: 'Einen Blick wert unter denen, die in das Modell passen',
  gaveNoPairs: (file) => `${file} ergab keine Paare.`,
  earlierStay: 'Ihre früheren Paare sind noch da.',
};
