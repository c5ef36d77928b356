/** Lets one at a time use the models on the device: a step of a run, or a reader who asks a model something. */

export interface Turns {
  /** Runs `act` after all that was asked for before has ended, well or not. */
  take<T>(act: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: (act) => {
      const result = last.then(act, act);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
