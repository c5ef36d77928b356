/** Charts of a run. */
export const charts = {
  label: 'Charts',
  titles: {
    validation: 'Validation',
    sftLoss: 'SFT loss',
    reward: 'Reward',
    kl: 'KL',
    entropy: 'Entropy',
  },
  meaning: 'Meaning and numbers',
  asTable: (title: string) => `${title} as a table`,
  step: 'step',
  empty: 'No data yet',
};
