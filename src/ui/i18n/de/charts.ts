/** Charts of a run. */
import type { Messages } from '../en.ts';

export const charts: Messages['charts'] = {
  label: 'Diagramme',
  titles: {
    validation: 'Validierung',
    sftLoss: 'SFT-Loss',
    reward: 'Belohnung',
    kl: 'KL',
    entropy: 'Entropie',
  },
  meaning: 'Bedeutung und Zahlen',
  asTable: (title) => `${title} als Tabelle`,
  step: 'Schritt',
  empty: 'Noch keine Daten',
};
