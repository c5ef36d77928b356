/** What each metric is and what to watch for. */
import type { Messages } from '../en.ts';

// One part a line keeps the table readable at a glance.
// prettier-ignore
export const metrics: Messages['metrics'] = {
  'eval/func-sec@1': {
    label: 'Funktioniert und sicher',
    formula: 'Validierungs-Prompts, deren Greedy-Antwort jeden Funktionstest und jeden Exploit-Fall besteht / Prompts',
    watchFor: 'Die Hauptzahl. Sie soll steigen; die beiden anderen erklären, wie.',
  },
  'eval/func@1': {
    label: 'Funktioniert',
    formula: 'Validierungs-Prompts, deren Greedy-Antwort jeden Funktionstest besteht / Prompts',
    watchFor: 'Ein Fall heißt, Sicherheit wird mit Code erkauft, der nicht mehr funktioniert.',
  },
  'eval/sec@1': {
    label: 'Sicher',
    formula: 'Validierungs-Prompts, deren Greedy-Antwort sich parsen lässt und jeden Exploit abwehrt / Prompts',
    watchFor: 'Allein belohnt sie Code, der nichts tut; lesen Sie sie neben func@1.',
  },
  reward: {
    label: 'Belohnung',
    formula: 'Mittel über Antworten von Σ Gewicht · Teil',
    watchFor: 'Steigt sie, während func-sec@1 stillsteht, lässt sich die Belohnung wohl austricksen.',
  },
  reward_std: {
    label: 'Streuung der Belohnung',
    formula: 'Mittel über Gruppen der Stichproben-Standardabweichung der Belohnung',
    watchFor: 'Nahe 0 lehrt das Ergebnis nichts: Alle Antworten einer Gruppe sind gleich gut.',
  },
  frac_reward_zero_std: {
    label: 'Gruppen ohne Streuung',
    formula: 'Gruppen, deren Belohnungen alle gleich sind / Gruppen',
    watchFor: 'Nahe 1 bewegen nur noch Token-Term und KL das Modell.',
  },
  'rewards/parse/mean': {
    label: 'Parsbar',
    formula: 'Mittel des Parse-Teils vor seinem Gewicht',
    watchFor: 'Ein Fall ist das erste Zeichen eines Kollapses.',
  },
  'rewards/functional/mean': {
    label: 'Bestandene Funktionstests',
    formula: 'Mittel des Funktionsteils vor seinem Gewicht',
    watchFor: 'Er soll nicht fallen, während der sichere Teil steigt.',
  },
  'rewards/secure/mean': {
    label: 'Von funktionierendem Code abgewehrte Exploits',
    formula: 'Mittel des sicheren Teils vor seinem Gewicht; 0, wenn nicht jeder Funktionstest besteht',
    watchFor: 'Der Teil, der die Reparatur trägt.',
  },
  'rewards/similarity/mean': {
    label: 'Ähnlichkeit zur Reparatur',
    formula: 'Seite · Nähe² von Antwort und Reparatur, Mittel über Antworten, deren Aufgabe keine Tests hat',
    watchFor: 'Bei eigenen Paaren tritt sie an die Stelle der Teile darüber. Sie beweist weder funktionierenden noch sicheren Code.',
  },
  'rewards/findings/mean': {
    label: 'Mit statischen Befunden',
    formula: 'Antworten, in denen statische Regeln die Schwachstelle ihres Paars finden / befragte Antworten',
    watchFor: 'Eine Regel ist kein Beweis, und Code, der nichts tut, hat keine Befunde: lesen Sie sie neben der Ähnlichkeit.',
  },
  'rewards/missingEnd/mean': {
    label: 'Ohne End-Token',
    formula: 'Antworten ohne End-Token / Antworten; nur mit Abzug ohne Ende',
    watchFor: 'Dasselbe wie clipped_ratio; dafür wird der Abzug berechnet.',
  },
  'sft/loss': {
    label: 'SFT-Loss',
    formula: 'Mittel über die Tokens der Reparaturen, End-Token eingeschlossen, von −log π; nur SFT-Stufe (TRL: loss seines SFTTrainer)',
    watchFor: 'Er soll fallen. Nahe 0 sind die Reparaturen auswendig gelernt, und RL auf denselben Prompts findet dann keine Streuung.',
  },
  loss: {
    label: 'Loss',
    formula: 'Σ w · (begrenzter Policy-Term + β · kl − entropyCoef · Entropie), w nach lossType; ohne die KL, wo sie in der Belohnung steckt',
    watchFor: 'Seine Höhe sagt wenig: nahe 0 bei jedem ersten Update. NaN beendet den Lauf.',
  },
  kl: {
    label: 'KL zur Referenz',
    formula: 'Mittel über Tokens des gewählten Schätzers von KL(π_θ ‖ π_ref)',
    watchFor: 'Langsamer Anstieg ist Lernen; ein Sprung heißt, das Modell verlässt seine Referenz. Erhöhen Sie β oder senken Sie die Lernrate.',
  },
  'objective/kl_coef': {
    label: 'KL-Gewicht β',
    formula: 'das β des adaptiven Reglers bei diesem Schritt; nur adaptive',
    watchFor: 'Steigt es ohne Ende, lässt sich die Policy mit dieser Lernrate nicht bei targetKl halten.',
  },
  entropy: {
    label: 'Entropie',
    formula: 'Mittel über Tokens von −Σ p · log p über das Vokabular',
    watchFor: 'Fällt sie auf 0, erkundet das Modell nicht mehr. Steigt sie ohne Ende, zerfällt es.',
  },
  'clip_ratio/low_mean': {
    label: 'Unten begrenzt',
    formula: 'Tokens mit A < 0 und Ratio < 1 − ε / Tokens',
    watchFor: '0 beim ersten Update eines Batches; später über 0,2 sind die Updates zu groß.',
  },
  'clip_ratio/high_mean': {
    label: 'Oben begrenzt',
    formula: 'Tokens mit A > 0 und Ratio > 1 + ε_high / Tokens',
    watchFor: '0 beim ersten Update eines Batches; später über 0,2 sind die Updates zu groß.',
  },
  'clip_ratio/region_mean': {
    label: 'Begrenzt',
    formula: 'unten begrenzt + oben begrenzt',
    watchFor: 'Der Anteil der Tokens, deren Policy-Gradient abgeschnitten wurde.',
  },
  'tlr/pos_frac': {
    label: 'Sichere Tokens',
    formula: 'Tokens mit Token-Belohnung > 0 / Tokens',
    watchFor: 'Steigt er weit über den Anteil in den Reparaturen, werden markierte Tokens um ihrer selbst willen geschrieben.',
  },
  'tlr/neg_frac': {
    label: 'Verwundbare Tokens',
    formula: 'Tokens mit Token-Belohnung < 0 / Tokens',
    watchFor: 'Er soll fallen.',
  },
  'tlr/neutral_frac': {
    label: 'Neutrale Tokens',
    formula: 'Tokens mit Token-Belohnung 0 / Tokens',
    watchFor: 'Bei 1 gleicht keine Antwort einer der Seiten ihres Paars.',
  },
  'tlr/sum_mean': {
    label: 'Token-Belohnung pro Antwort',
    formula: 'Mittel über Antworten von Σ Token-Belohnungen',
    watchFor: 'Steigt sie, während der Funktionsteil fällt, wird die Belohnung ausgetrickst.',
  },
  'tlr/mask_coverage': {
    label: 'Antworten mit Token-Verdienst',
    formula: 'Antworten im Loss mit mindestens einer Token-Belohnung ungleich 0 / Antworten im Loss',
    watchFor: 'Niedrig: Die Paare beschreiben nicht, was das Modell schreibt.',
  },
  'tlr/clip_ratio_masked': {
    label: 'Begrenzt unter belohnten Tokens',
    formula: 'begrenzte Tokens mit Token-Belohnung / Tokens mit Token-Belohnung',
    watchFor: 'Liegt er über dem neutralen, dämpft das Begrenzen gerade die Tokens, auf die die Belohnungen zeigen.',
  },
  'tlr/clip_ratio_neutral': {
    label: 'Begrenzt unter neutralen Tokens',
    formula: 'begrenzte Tokens ohne Token-Belohnung / Tokens ohne Token-Belohnung',
    watchFor: 'Die Grundlinie für die belohnten.',
  },
  'hack/parse_fail': {
    label: 'Nicht parsbar',
    formula: 'Antworten, die sich nicht parsen lassen / Antworten',
    watchFor: 'Ein Anstieg nach einem Anstieg der Token-Belohnungen ist Kollaps: anhalten und zurückgehen.',
  },
  'hack/length_collapse': {
    label: 'Viel zu kurz',
    formula: 'Antworten, die kürzer als die Hälfte ihrer sicheren Referenz sind / Antworten',
    watchFor: 'Ein Anstieg heißt, das Modell verdient, indem es weniger schreibt.',
  },
  'hack/repeated_marked': {
    label: 'Wiederholt die Reparatur',
    formula: 'Antworten, in denen drei Lexeme in Folge, die die Reparatur hinzugefügt hat, darunter ein Wort, öfter vorkommen als in der Reparatur / Antworten',
    watchFor: 'Ein Anstieg heißt, belohnter Code wird um seiner selbst willen geschrieben, wieder und wieder.',
  },
  'completions/mean_length': {
    label: 'Länge',
    formula: 'mittlere Tokens pro Antwort, End-Token eingeschlossen',
    watchFor: 'Stetiger Fall oder Anstieg bis zur Grenze ist verdächtig.',
  },
  'completions/clipped_ratio': {
    label: 'Abgeschnitten',
    formula: 'bei maxCompletionLength abgeschnittene Antworten / Antworten',
    watchFor: 'Hoch: Erhöhen Sie die Grenze, oder das Modell hat verlernt aufzuhören.',
  },
  'critic/vf_explained_var': {
    label: 'Erklärte Varianz',
    formula: '1 − var(Erträge − Werte) / var(Erträge) über Tokens, Werte vom Ziehen; nur gae',
    watchFor: 'Sie soll von 0 gegen 1 steigen. Unter 0 führt der Kritiker in die Irre: GAE ist dann schlechter als kein Kritiker.',
  },
  'critic/vf_loss': {
    label: 'Value-Loss',
    formula: '½ · Mittel über Tokens des größeren quadratischen Fehlers, begrenzt oder nicht; nur gae',
    watchFor: 'Er soll fallen und ein wenig springen, wenn die Policy etwas Neues lernt.',
  },
  'critic/vf_clipfrac': {
    label: 'Begrenzte Werte',
    formula: 'Tokens, deren Wert sich in diesem Batch um mehr als cliprangeValue bewegt hat und keinen Gradienten hat / Tokens; nur gae',
    watchFor: '0 beim ersten Update eines Batches. Später hoch: Der Kritiker lernt langsamer, als er könnte.',
  },
  'critic/values/mean': {
    label: 'Wert',
    formula: 'Mittel über Tokens dessen, was der Kritiker erwartet; nur gae',
    watchFor: 'Er soll dem Ertrag folgen.',
  },
  'critic/returns/mean': {
    label: 'Ertrag',
    formula: 'Mittel über Tokens von Advantage vor dem Normieren + Wert; nur gae',
    watchFor: 'Was der Kritiker zu erwarten lernt.',
  },
  'critic/grad_norm': {
    label: 'Gradientennorm des Kritikers',
    formula: 'globale 2-Norm des Gradienten des Value-Kopfs, bevor er begrenzt wird; nur gae',
    watchFor: 'Spitzen weisen auf Belohnungen neuer Größe.',
  },
  grad_norm: {
    label: 'Gradientennorm',
    formula: 'globale 2-Norm des Gradienten, bevor er begrenzt wird',
    watchFor: 'Spitzen kommen vor einem Kollaps; liegt sie immer über maxGradNorm, ist die Lernrate das, was die Begrenzung aus ihr macht.',
  },
  num_tokens: {
    label: 'Trainierte Tokens',
    formula: 'Tokens aller Prompts und Antworten bisher',
    watchFor: 'Die gerechte Achse zwischen verschieden langen Läufen.',
  },
  step_time: {
    label: 'Schrittzeit',
    formula: 'Dauer eines Schritts',
    watchFor: 'Langsames Steigen kann ein Leck sein.',
  },
};
