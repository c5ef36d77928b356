/** Tells the tabs of one browser which runs are trained now: each holds a lock named after its run. */

const prefix = 'patchgrad-run:';

export interface RunLocks {
  /** Holds this run's lock, and no other one any more; null holds none. */
  hold(id: string | null): void;
  /** Runs that are held here or in another tab. */
  held(): Promise<string[]>;
}

export function createRunLocks(): RunLocks {
  // Missing outside a secure context, whatever its type says; there no storage is shared either.
  const locks: LockManager | undefined = navigator.locks;
  let current: string | null = null;
  let release: () => void = () => undefined;
  return {
    hold: (id) => {
      if (id === current) return;
      release();
      release = () => undefined;
      current = id;
      if (id === null || locks === undefined) return;
      const whenReleased = new Promise<void>((resolve) => (release = resolve));
      void locks.request(`${prefix}${id}`, () => whenReleased);
    },
    held: async () => {
      const own = current === null ? [] : [current];
      if (locks === undefined) return own;
      const { held = [] } = await locks.query();
      const others = held.flatMap(({ name }) =>
        name?.startsWith(prefix) ? [name.slice(prefix.length)] : [],
      );
      return [...new Set([...own, ...others])];
    },
  };
}
