/** Settings, time and gates for tests: what takes minutes elsewhere takes milliseconds. */
import type { RepairGates } from '../gates/repairGates.ts';
import type { Sleep } from '../providers/provider.ts';
import { settingsSchema, type Settings } from '../settings.ts';
import { sleep } from '../sleep.ts';

export const testSettings = (change: Partial<Settings> = {}): Settings => ({
  ...settingsSchema.parse({
    votes: 2,
    prompts: 2,
    rounds: 1,
    retryMs: 1000,
    stallMs: 3_600_000,
    retries: 8,
  }),
  ...change,
});

/** A second of the product is a millisecond. */
export const quickSleep: Sleep = (ms, signal) => sleep(ms / 1000, signal);

/** A clock that runs a thousand times as fast. */
export const quickNow = () => performance.now() * 1000;

/** The names of functions alone; the real gates have tests of their own. */
export const nameGates: RepairGates = {
  check: ({ item, secure }) => {
    const name = /function (\w+)/u.exec(item.code)?.[1] ?? '';
    const isKept = secure.includes(`function ${name}(`);
    return Promise.resolve([
      {
        gate: 'signature',
        state: isKept ? 'passed' : 'failed',
        reason: isKept ? null : 'renamed',
        message: isKept ? 'Kept.' : 'The function has another name.',
      },
    ]);
  },
};
