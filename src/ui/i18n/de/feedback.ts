/** What went wrong, and the way on. */
import { german } from '../format.ts';
import type { Messages } from '../en.ts';

const { count, plural } = german;

export const feedback: Messages['feedback'] = {
  titles: {
    'webgpu-missing': 'Dieser Browser hat kein WebGPU',
    'backend-failed': 'Die Engine konnte nicht starten',
    'gpu-validation': 'Die GPU hat einen Befehl abgelehnt',
    'gpu-memory': 'Das passt nicht in den GPU-Speicher',
    'device-lost': 'Das GPU-Gerät ging verloren',
    'not-finite': 'Die Zahlen sind keine Zahlen mehr',
    'worker-dead': 'Der Trainings-Worker ist beendet',
    'oracle-failed': 'Die Sandbox ist ausgefallen',
    'asset-invalid': 'Eine mitgelieferte Datei konnte nicht gelesen werden',
    'config-invalid': 'Diese Einstellungen passen nicht zusammen',
    'pairs-unreadable': 'Die Datei mit Paaren konnte nicht gelesen werden',
    'storage-full': 'Die Ablage dieses Browsers ist voll',
    'storage-failed': 'Die Ablage dieses Browsers ist ausgefallen',
    'bundle-invalid': 'Diese Datei enthält keinen Lauf',
    'wrong-state': 'Das geht jetzt nicht',
    internal: 'Etwas Unerwartetes ist geschehen',
  },
  titleAtStep: (title, step) => `${title}, in Schritt ${step}`,
  runStays: 'Der bisherige Lauf bleibt unten lesbar.',
  dismiss: 'Schließen',
  reloadEngine: 'Engine neu laden',
  runSoFar: 'Der bisherige Lauf',
  saved: (step, repeated) =>
    `Der Lauf wurde nach Schritt ${step} gesichert: ` +
    (repeated === 0
      ? 'Kein fertiger Schritt wird wiederholt.'
      : `${count(repeated)} ${plural(repeated, { one: 'fertiger Schritt wird', other: 'fertige Schritte werden' })} wiederholt.`),
  continueFrom: (step) => `Ab Schritt ${step} fortsetzen`,
  browsers: 'WebGPU haben Chrome und Edge ab 113, Safari ab 26 und Firefox ab 141 unter Windows.',
  secureAddress: 'Die Adresse muss mit https:// beginnen oder localhost sein, und das ist sie.',
  insecureAddress:
    'Die Adresse muss mit https:// beginnen oder localhost sein: Diese ist es nicht, deshalb verbirgt der Browser WebGPU.',
  linux:
    'Unter Linux muss es vielleicht eingeschaltet werden, und der Grafiktreiber muss erlaubt sein.',
  tryAgain: 'WebGPU noch einmal versuchen',
  useWasm: 'Das langsamere WebAssembly benutzen',
};
