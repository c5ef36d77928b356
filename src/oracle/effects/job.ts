/** A job of the case that returns its result or fails with a message. */
import { text, type EffectArea } from './area.ts';

export const job: EffectArea = {
  guest: String.raw`
  stubs.job = () => ({ run: (input) => effect('job', [input]) });
`,
  handlers: {
    job: ([input], record, world) => {
      record('job', text.parse(input));
      if (world.job === undefined) return { error: 'The job has no result.' };
      return 'error' in world.job ? world.job : { value: world.job.result };
    },
  },
};
