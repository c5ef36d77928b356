import { z } from 'zod';
import { defineCommand, option, wholeNumber } from '../command.ts';
import { configOf, experimentOptions, readOrder, resultFile } from '../experimentOptions.ts';
import { readArms } from './experiment.ts';

export const experimentJob = defineCommand({
  name: 'experiment job',
  description: `Trains and scores one arm of a plan with one seed and writes its result into DIR/NAME. The command experiment starts it
for every run of a plan.`,
  options: z.object({
    ...experimentOptions(),
    arm: option('ARM', 'Which arm.', z.string().min(1, 'is empty')),
    seed: option('S', 'Which seed.', wholeNumber(0)),
  }),
  run: async ({ arm: name, seed, ...options }) => {
    const order = readOrder(options);
    const [arm] = readArms(order.plan, name);
    const job = { arm, seed };
    const config = configOf(order, job);
    const { runJob } = await import('../experimentRun.ts');
    // Whoever started it may be killed; then nobody waits for the result.
    process.on('disconnect', () => process.exit(1));
    await runJob(order, job, config, resultFile(order, job));
  },
});
