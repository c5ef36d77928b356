/** Commands, progress and settings of a run. */
import { german } from '../format.ts';
import type { Messages } from '../en.ts';

const { bytes, count, number } = german;

export const controls: Messages['controls'] = {
  training: 'Training',
  commands: 'Befehle',
  start: 'Start',
  pause: 'Pause',
  resume: 'Weiter',
  oneStep: 'Ein Schritt',
  stop: 'Stopp',
  states: {
    idle: 'Keine Engine geladen',
    loading: 'Das Modell wird geladen',
    ready: 'Bereit',
    running: 'Läuft',
    paused: 'Angehalten',
    stopped: 'Beendet',
    failed: 'Fehlgeschlagen',
  },
  phases: {
    compile: 'Kernel werden übersetzt',
    generate: 'Antworten werden geschrieben',
    judge: 'Tests und Exploits laufen',
    reward: 'Abgleich mit den Reparaturen',
    update: 'Gewichte werden angepasst',
    evaluate: 'Validierungs-Prompts werden bewertet',
  },
  comparing: 'Vergleich mit den Reparaturen',
  step: (step, of) => `Schritt ${count(step)} von ${count(of)}`,
  rate: (perSecond) => `${number(perSecond, { maximumSignificantDigits: 2 })}/s`,
  memory: (used, isGpu, parts) =>
    `etwa ${bytes(used)} ${isGpu ? 'GPU-Speicher' : 'Speicher'}` +
    (parts > 1 ? `, jeder Schritt in ${count(parts)} Teilen` : ''),
  stepsDone: 'Erledigte Schritte',
  left: (duration) => `noch ${duration}`,
  seconds: (n) => `etwa ${count(n)} s`,
  minutes: (n) => `etwa ${count(n)} min`,
  hours: (h, min) => `etwa ${count(h)} h ${count(min)} min`,
  settings: 'Einstellungen',
  stages: {
    sft: 'SFT',
    outcome: 'Ergebnis-RL',
    token: 'Token-RL',
  },
  groups: {
    run: 'Lauf',
    stage: 'Stufen',
    alarm: 'Warnungen',
    rollout: 'Rollouts',
    reward: 'Belohnung',
    mask: 'Sicherheitsmaske',
    advantage: 'Advantage',
    loss: 'Loss',
    optimizer: 'Optimierer',
  },
  preset: 'Vorlage',
  presets: {
    'token-grpo': {
      title: 'Token-GRPO (Vorgabe)',
      meaning:
        'Belohnung je Token zusätzlich zu GRPO, vom ersten Schritt an; jede Einstellung wie vorgegeben.',
    },
    srcode: {
      title: 'SRCode (Paper)',
      meaning:
        'Die drei Stufen des Papers: SFT auf den Reparaturen, PPO mit GAE auf dem Ergebnis, dann mit Belohnung je Token. Wie lange jede dauert, ist unsere Wahl.',
    },
    outcome: {
      title: 'Nur Ergebnis',
      meaning:
        'GRPO allein auf der Belohnung des Ergebnisses, der Vergleich zur Belohnung je Token.',
    },
    sft: {
      title: 'Nur SFT',
      meaning: 'Überwachte Schritte auf den Reparaturen, kein RL.',
    },
    ppo: {
      title: 'PPO',
      meaning: 'Belohnung je Token mit PPO: ein Critic und GAE statt des Gruppenmittels, ohne SFT.',
    },
  },
  customPreset: 'Eigene',
  customMeaning: 'Eigene Einstellungen; was von der Vorgabe abweicht, steht daneben.',
  changed: 'Einstellungen, die von der Vorgabe abweichen',
  reset: (label, value, byDefault) => `${label} ist ${value}; auf ${byDefault} zurücksetzen`,
  resetAll: 'Alle zurücksetzen',
  fromNextRun: 'Eine Änderung gilt ab dem nächsten Lauf.',
  range: (min, max) => `${min} bis ${max}.`,
  byDefault: (value) => `Vorgabe ${value}.`,
  wholeNumber: 'Eine ganze Zahl im unten genannten Bereich.',
  number: 'Eine Zahl im unten genannten Bereich.',
};
