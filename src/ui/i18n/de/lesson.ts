/** The ten-minute lesson: its frame, and the words of each card. */
import { german } from '../format.ts';
import type { Messages } from '../en.ts';

const { count, percent, plural, signed } = german;

type Words = Messages['lesson']['words'];

const groups = (n: number) => plural(n, { one: '1 Gruppe', other: `${count(n)} Gruppen` });

/** The cards on data and on rollouts. */
const first: Pick<Words, 'pair' | 'mask' | 'sft' | 'step' | 'colours'> = {
  pair: {
    title: 'Ein Reparaturpaar',
    text: [
      'Alles beginnt mit einem Paar: ein Prompt, Code, der tut, was er soll, und verwundbar ist, und derselbe Code repariert. Der Prompt erwähnt Sicherheit nie.',
      'Das Paar, das hier offen ist, liest eine Datei aus einem Ordner. Ein Name wie „../secrets“ führt seine verwundbare Seite aus dem Ordner hinaus.',
    ],
    task: 'Vergleichen Sie die beiden Seiten. Jedes andere Paar der Tabelle geht auch.',
    question: 'Was hat diese Reparatur getan?',
    choices: {
      adds: 'Sie hat nur Code hinzugefügt',
      removes: 'Sie hat nur Code entfernt',
      replaces: 'Sie hat Code ersetzt, oder mehreres davon',
    },
    found: (hunks, inserts) =>
      `Der kürzeste Weg von der einen Seite zur anderen hat ${plural(hunks, { one: '1 Änderungsstelle', other: `${count(hunks)} Änderungsstellen` })}; nur eingefügt wird an ${count(inserts)} davon.`,
  },
  mask: {
    title: 'Die Maske: welche Tokens zählen',
    text: [
      'Nur was die Reparatur geändert hat, kann eine Token-Belohnung bringen. Die Maske markiert diese Tokens: Schreibt das Modell blaue, wird es bestärkt, von orangen wird ihm abgeraten.',
      'Eine Reparatur, die nur hinzufügt, lässt auf der verwundbaren Seite nichts zu markieren. Dort wird das umrandete Token belastet: Es steht, wo der Zusatz fehlt.',
    ],
    task: (level) =>
      `Sagen Sie zuerst voraus. Stellen Sie dann „Diff-Ebene“ auf „${level}“ und sehen Sie auf beide Seiten.`,
    question: (from, to) =>
      `Wie viele Tokens der reparierten Seite sind auf der Ebene „${to}“ statt „${from}“ markiert?`,
    choices: { more: 'Mehr', same: 'Ebenso viele', fewer: 'Weniger' },
    found: (from, before, to, after, of) =>
      `${from}: ${count(before)} markiert; ${to}: ${count(after)}, von ${count(of)} Tokens.`,
    insight:
      'Jedes markierte Token wird belohnt oder belastet. Je gröber die Maske, desto mehr Tokens sind es, die die Reparatur nie geändert hat.',
  },
  sft: {
    title: 'SFT: die Reparaturen zeigen',
    text: [
      'Das mitgelieferte Modell hat aus Code gelernt, der meist verwundbar ist. Überwachtes Feintuning (SFT) zeigt ihm Reparaturen und macht jedes ihrer Tokens wahrscheinlicher.',
      'Davor und danach beantwortet es zurückgehaltene Prompts. Jede Antwort läuft zweifach: gegen gewöhnliche Tests und gegen Exploits.',
    ],
    task: 'Sagen Sie voraus, drücken Sie dann „Start“: fünf kurze Schritte, mit einer Bewertung davor und danach.',
    question:
      'Wie viele Antworten funktionieren nach SFT und halten auch jedem Exploit stand (func-sec@1)?',
    choices: {
      few: 'Weniger als jede fünfte',
      half: 'Etwas dazwischen',
      most: 'Mehr als vier von fünf',
    },
    found: (before, after, step) =>
      `func-sec@1 ging von ${percent(before)} auf ${percent(after)}, nach Schritt ${count(step)}.`,
    works: (before, after) =>
      `func@1, die Antworten, die bloß funktionieren: ${percent(before)} davor, ${percent(after)} danach.`,
    insight:
      'SFT macht nach, was ihm gezeigt wird, jedes Token gleich, und sieht nie, was das Modell selbst schriebe. Die nächsten Karten gehen den anderen Weg, wieder vom mitgelieferten Modell aus: schreiben lassen und belohnen, was es geschrieben hat.',
  },
  step: {
    title: 'Ein Schritt von Hand',
    text: [
      'Ein Schritt lässt das Modell zu jedem Prompt eine Gruppe von Antworten schreiben, testet sie und passt es dann einmal an. Gezeigt wird ihm nichts.',
      'Das Ergebnis sagt, wie gut eine ganze Antwort ist. Ihr Vorteil ist diese Belohnung minus das Mittel ihrer Gruppe: Was besser ist als die Geschwister, wird bestärkt, von dem, was schlechter ist, wird abgeraten. Wo alle einer Gruppe gleich viel bringen, lehrt das Ergebnis nichts.',
    ],
    task: 'Sagen Sie voraus, drücken Sie dann „Ein Schritt“. Die Rollouts stehen unter den Diagrammen.',
    question: 'In wie vielen Gruppen des neuesten Schritts sind alle Belohnungen gleich?',
    choices: {
      none: 'In keiner',
      few: 'In einigen, aber weniger als der Hälfte',
      most: 'In der Hälfte oder mehr',
    },
    found: (step, equal, of) => `Schritt ${count(step)}: in ${count(equal)} von ${groups(of)}.`,
    credited: (credited, equal) =>
      `In ${count(credited)} von diesen ${count(equal)} werden dennoch Tokens belohnt oder belastet: Die Token-Belohnungen wissen auch hier, welche bleiben und welche verschwinden sollen.`,
  },
  colours: {
    title: 'Warum ein Token seine Farbe hat',
    text: [
      'Blaue Tokens wurden bestärkt, von orangen wurde abgeraten, um genau den Vorteil, der in den Verlust einging. Umrandete Tokens haben eine eigene Token-Belohnung.',
    ],
    task: 'Zeigen Sie auf ein umrandetes Token, oder gehen Sie mit den Pfeiltasten hin, und lesen Sie daneben seine Ursache. Heften Sie es an: anklicken oder Eingabetaste.',
    question: (token, position) =>
      `Token ${count(position)}, „${token}“: Woher kommt seine Token-Belohnung?`,
    choices: {
      added: 'Es trifft auf etwas, was die Reparatur hinzugefügt hat',
      removed: 'Es trifft auf etwas, was die Reparatur entfernt hat',
      missing: 'Es steht, wo die Reparatur fehlt',
      none: 'Es hat keine: Nur das Ergebnis bewegt es',
    },
    insight:
      'Dieser Satz ist nicht von Hand geschrieben: Er kommt aus dem Abgleich, aus dem auch die Belohnung entstand.',
  },
};

/** The cards on contrast, runs and limits. */
const second: Pick<Words, 'contrast' | 'learn' | 'break' | 'compare' | 'limits'> = {
  contrast: {
    title: 'Nur das Ergebnis gegen die Tokens',
    text: [
      'Verfahren, die nur das Ergebnis kennen, haben eine Zahl für die ganze Antwort und geben sie jedem Token. „Gegenüberstellung“ zeigt diese Antwort so, wie sie damit trainiert würde, neben ihren eigenen Farben.',
    ],
    task: 'Sagen Sie voraus, drücken Sie dann „Gegenüberstellung“.',
    question: (token, position, own) =>
      `Token ${count(position)}, „${token}“, hat den Vorteil ${signed(own)}. Was gäbe ihm das Ergebnis allein?`,
    choices: { plus: 'Etwas über 0', zero: '0', minus: 'Etwas unter 0' },
    found: (own, alone) =>
      `${signed(own)}, wie trainiert wurde, ${signed(alone)} durch das Ergebnis allein.`,
    flat: (tokens) =>
      `Und so viel gibt es allen ${count(tokens)} Tokens des Verlusts: eine einzige Farbe, die nicht sagen kann, auf welche Tokens es ankommt.`,
  },
  learn: {
    title: 'Lernen lassen',
    text: [
      'Derselbe Schritt, wieder und wieder. Alle paar Schritte wird das Modell auf zurückgehaltenen Prompts bewertet: func-sec@1 soll steigen, und func@1, die Antworten, die bloß funktionieren, soll nicht fallen.',
    ],
    task: 'Sagen Sie voraus, drücken Sie dann „Weiter“ (oder „Start“) und warten Sie auf den nächsten Punkt von „Validierung“. Danach dürfen Sie anhalten.',
    question: 'Was tut func-sec@1 von seinem ersten Wert an?',
    choices: { rises: 'Es steigt', same: 'Es bleibt', falls: 'Es fällt' },
    found: (before, after, step) =>
      `Von ${percent(before)} auf ${percent(after)}, nach Schritt ${count(step)}.`,
  },
  break: {
    title: 'Mit Absicht kaputt machen',
    text: [
      'Diese Einstellungen nehmen das Ergebnis aus der Belohnung. Es bleiben die Token-Belohnungen mit dreifachem Gewicht, große Schritte und nichts, was das Modell zurückhält.',
      'Token-Belohnungen sehen, ob Teile der Reparatur dastehen. Sie sehen nicht, ob der Code funktioniert.',
    ],
    task: 'Sagen Sie voraus, drücken Sie dann „Start“: zehn Schritte. Der Wert nach Schritt 5 genügt.',
    question:
      'Das Modell wird lernen, was seine Tokens einbringt. Was tut func@1, der Anteil der Antworten, die funktionieren?',
    choices: { rises: 'Es steigt', same: 'Es bleibt (auf 5 Punkte)', falls: 'Es fällt' },
    found: (before, after, step) =>
      `func@1 ging von ${percent(before)} auf ${percent(after)}, nach Schritt ${count(step)}.`,
    rewards: (before, after) =>
      `Die Token-Belohnungen einer Antwort gingen dabei von ${signed(before)} auf ${signed(after)}.`,
    hacked:
      'Die Belohnung stieg also, während der Code zerfiel. Das heißt Reward Hacking, und was dagegen steht, ist das Ergebnis in der Belohnung.',
  },
  compare: {
    title: 'Die beiden Läufe vergleichen',
    text: [
      'Beide Läufe sind in der Sammlung. Hier liegen sie übereinander, mit den Einstellungen, in denen sie sich unterscheiden.',
      'Ihre eigenen Belohnungen lassen sich nicht vergleichen, denn sie gewichten Verschiedenes. Die Tests auf zurückgehaltenen Prompts schon.',
    ],
    task: 'Sagen Sie voraus, sehen Sie dann auf Tabelle und Kurven.',
    question:
      'In welchem Lauf funktionieren bei seiner letzten Bewertung noch mehr Antworten (func@1)?',
    choices: {
      plain: 'In dem mit Ergebnis und Tokens',
      equal: 'In beiden gleich viele',
      broken: 'In dem mit Tokens allein',
    },
    works: (plain, broken) =>
      `func@1: ${percent(plain)} mit Ergebnis und Tokens, ${percent(broken)} mit Tokens allein.`,
    both: (plain, broken) => `func-sec@1: ${percent(plain)} und ${percent(broken)}.`,
    sft: (works, both) =>
      `SFT allein, in seinen wenigen Schritten: func@1 ${percent(works)}, func-sec@1 ${percent(both)}.`,
    insight:
      'Lesen Sie beide Zahlen: Ein Lauf kann sichere Antworten gewinnen und funktionierende verlieren.',
    noPlain: 'Es gibt noch keinen Lauf mit Ergebnis und Token-Belohnungen.',
    noBroken: 'Es gibt noch keinen Lauf auf Token-Belohnungen allein.',
    toCard: (title) => `Zu „${title}“`,
  },
  limits: {
    title: 'Was das Orakel nicht sieht',
    text: [
      'Sicher heißt hier: Es hielt den Exploits seiner Aufgabe stand, wenigen feindlichen Eingaben in einer Sandbox ohne Uhr, Nebenläufigkeit oder echte Systeme. Eine Schwachstelle, die kein Fall probiert, bleibt unbemerkt.',
      'Statische Regeln stehen als Hinweise neben den Tests. Sie beweisen nichts, und für manche Schwachstellen gibt es gar keine.',
    ],
    task: 'Sehen Sie auf die Tests und Angriffe unter dem Rollout.',
    question: 'Mit wie vielen feindlichen Eingaben lief diese Antwort?',
    choices: { few: '1 bis 3', some: '4 bis 10', many: 'Mehr als 10' },
    found: (exploits, functional) =>
      `${plural(exploits, { one: '1 Exploit', other: `${count(exploits)} Exploits` })} und ${plural(functional, { one: '1 gewöhnlicher Test', other: `${count(functional)} gewöhnliche Tests` })}.`,
    insight:
      'func-sec@1 zählt also, was diesen Eingaben standhielt. Ein Beweis von Sicherheit ist es nicht.',
    next: 'Wie es weitergeht',
    nextData: 'Eigene Reparaturpaare mitbringen',
    nextTrain: 'Einstellungen ändern und neu trainieren',
    nextLibrary: 'Läufe dieser Lektion exportieren oder löschen',
  },
};

export const lesson: Messages['lesson'] = {
  label: 'Zehn-Minuten-Lektion',
  progress: (n, of) => `Karte ${count(n)} von ${count(of)}`,
  cards: 'Karten der Lektion',
  card: (n, title) => `${count(n)}: ${title}`,
  answered: 'beantwortet',
  back: 'Zurück',
  next: 'Nächste Karte',
  leave: 'Verlassen',
  finish: 'Lektion beenden',
  toDo: 'Zu tun',
  done: 'Erledigt',
  predict: 'Vorhersage',
  check: 'Prüfen',
  waiting: 'Gemerkt. Geprüft wird, sobald es geschehen ist.',
  right: 'Wie vorhergesagt.',
  wrong: (what) => `Nicht wie vorhergesagt, sondern: ${what}.`,
  elsewhere: 'Sie sind auf einer anderen Ansicht.',
  toScreen: (screen) => `Zu ${screen}`,
  noMask: 'Die Maske ist noch nicht da.',
  noRollouts: 'Es sind noch keine Rollouts auf dem Bildschirm.',
  noTests: 'Dieser Rollout wurde ohne Tests beurteilt, es gibt also nichts zu zählen.',
  runOn: (step) =>
    `Ihr Lauf ist im Gang (Schritt ${count(step)}). Die Lektion sieht auf ihn, wie er ist; oder halten Sie ihn an und beginnen einen neuen. Was angehalten wird, bleibt in der Sammlung.`,
  runInTheWay: (step) =>
    `Ein anderer Lauf ist im Gang (Schritt ${count(step)}). Diese Karte braucht einen eigenen. Was angehalten wird, bleibt in der Sammlung.`,
  stopRun: 'Anhalten und diese Karte einrichten',
  settingsDiffer: 'Die Einstellungen sind nicht die dieser Karte.',
  setUp: 'Diese Karte einrichten',
  unusual:
    'Ihre Einstellungen sind nicht die Vorgabe, mit der diese Lektion erprobt ist. Sie bekommen sie zurück, wenn Sie sie verlassen.',
  useDefault: 'In der Lektion die Vorgabe verwenden',
  words: { ...first, ...second },
};
