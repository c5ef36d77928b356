/** An oracle that an untrained model can please a little: outcomes follow from the letters alone. */
import { outcomeOf } from '../../core/testing/outcomes.ts';
import type { Oracle } from '../../oracle/oracle.ts';

/** Rewards that differ within a group, so that gradients of random weights are not 0. */
export const spellingOracle: Oracle = {
  load: () => Promise.resolve(),
  judge: (requests) =>
    Promise.resolve(
      requests.map(({ completion }) => {
        const letters = completion.replace(/[^a-z]/g, '');
        return outcomeOf([letters.length % 2 === 0, /[aeiou]{2}/.test(letters)], [false]);
      }),
    ),
};
