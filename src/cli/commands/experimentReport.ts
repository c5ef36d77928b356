import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { defineCommand, option } from '../command.ts';
import { say } from '../output.ts';

export const experimentReport = defineCommand({
  name: 'experiment report',
  description: `Writes the report of all plans from the results in some folders: FILE, and beside it figures/*.svg and the raw numbers as
results/*.json. Without --in it writes them anew from results/ beside FILE, for a plan whose words have changed.`,
  options: z.object({
    in: option(
      'DIR,…',
      'Folders with results (results beside FILE).',
      z.string().min(1, 'is empty').optional(),
    ),
    out: option('FILE', 'The report (docs/results.md).', z.string().default('docs/results.md')),
  }),
  run: async ({ in: folders, out }) => {
    const { readResultFolder } = await import('../experimentResults.ts');
    const { assembleReport } = await import('../experimentReport.ts');
    const own = join(dirname(out), 'results');
    const given = folders?.split(',') ?? (existsSync(own) ? [own] : []);
    const results = given.flatMap(readResultFolder);
    const files = await assembleReport(results);
    for (const [path, text] of files) {
      const file = path === '' ? out : join(dirname(out), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    say(`${out}: ${results.length} results, ${files.size} files.`);
  },
});
