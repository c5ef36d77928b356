/** The Train screen: what will happen, and the charts. */
import { german } from '../format.ts';
import type { Messages } from '../en.ts';

const { count } = german;

const alarmWords: Messages['train']['alarms']['words'] = {
  'length-collapse': {
    title: 'Die Antworten werden zu kurz',
    cause:
      'Das Modell verdient seine Belohnung, indem es weniger schreibt: Code, der nichts tut, wehrt jeden Exploit ab.',
    advice:
      'Zu einem früheren Checkpoint zurückgehen und das Gewicht der Funktion oder das KL-Gewicht β erhöhen.',
  },
  'parse-fail': {
    title: 'Die Antworten sind kein gültiger Code mehr',
    cause: 'Belohnte Tokens stehen, wo sie kein Programm ergeben, oder die Lernrate ist zu groß.',
    advice:
      'Zu einem früheren Checkpoint zurückgehen und die Lernrate oder den Token-Term λ verringern.',
  },
  'repeated-marked': {
    title: 'Teile der Reparatur werden wiederholt',
    cause:
      'Markierte Tokens lohnen sich für sich selbst und werden öfter geschrieben, als die Reparatur sie braucht.',
    advice:
      'Zu einem früheren Checkpoint zurückgehen und α oder den Token-Term λ verringern oder das Schema balanced wählen.',
  },
  'reward-gap': {
    title: 'Die Belohnung steigt, während func-sec@1 fällt',
    cause: 'Belohnt wird nicht mehr, was gewollt ist: Die Belohnung wird ausgenutzt.',
    advice:
      'Zum Checkpoint der besten Validierung zurückgehen und das Ergebnis stärker gewichten als den Token-Term.',
  },
  'zero-variance': {
    title: 'Alle Antworten auf einen Prompt sind gleich gut',
    cause:
      'Die Prompts sind alle gelöst oder alle nicht, oder das Modell schreibt immer dasselbe: Das Ergebnis lehrt nichts.',
    advice:
      'Hier aufhören, wenn func-sec@1 hoch ist; sonst die Temperatur erhöhen oder mehr Prompts geben.',
  },
  'kl-blow-up': {
    title: 'Das Modell entfernt sich von seiner Referenz',
    cause:
      'Die Schritte sind zu groß, oder β ist zu klein, um das Modell bei dem zu halten, was es konnte.',
    advice: 'Zu einem früheren Checkpoint zurückgehen und β erhöhen oder die Lernrate verringern.',
  },
  'entropy-collapse': {
    title: 'Das Modell probiert nichts mehr aus',
    cause:
      'Fast die ganze Wahrscheinlichkeit liegt auf je einem Token, also findet das Ziehen nichts Neues.',
    advice:
      'Zu einem früheren Checkpoint zurückgehen und einen Entropie-Bonus geben oder die Lernrate verringern.',
  },
};

export const train: Messages['train'] = {
  whatWillHappen: 'Was geschehen wird',
  underWay: 'Die ersten Antworten werden geschrieben',
  invitation: 'Sehen Sie zu, wie ein Modell eine Schwachstelle verlernt',
  write: 'Schreiben.',
  writeMeaning: (prompts, completions) =>
    `Ein kleines Modell, das meist verwundbares JavaScript gelernt hat, beantwortet ${count(prompts)} Prompts je ${count(completions)}-mal: ${count(prompts * completions)} Antworten pro Schritt.`,
  judge: 'Prüfen.',
  judgeTests: 'Jede läuft in einer Sandbox gegen Funktionstests und Exploits.',
  judgePairs: 'Ihre Paare haben keine Tests, deshalb wird jede mit der Reparatur verglichen.',
  credit: 'Zuschreiben.',
  creditMeaning:
    'Jede wird an die Reparatur ihres Prompts gelegt. Tokens, die die Reparatur hinzufügt, werden belohnt, Tokens, die sie entfernt, bestraft.',
  learn: 'Lernen.',
  learnMeaning: (steps) =>
    `Ein Policy-Gradient-Schritt; dann von vorn, bis zu ${count(steps)}-mal.`,
  startTraining: 'Training starten',
  stage: 'Stufe',
  stageMarks: { sft: 'SFT', outcome: 'Ergebnis', token: 'Token' },
  alarms: {
    title: 'Warnungen',
    atStep: (title, step) => `Schritt ${count(step)}: ${title}`,
    measured: (value, limit) => `${value}, Schwelle ${limit}`,
    words: alarmWords,
    library: 'Checkpoints liegen in der Bibliothek.',
    putAway: 'Ausblenden',
  },
};
