/** A store that lists the rows of a table, page by page. */
import { z } from 'zod';
import { text, type EffectArea } from './area.ts';

/** More rows than any screen shows at once. */
const longestPage = 1000;

const count = z.number().min(0);
const pageSchema = z.object({ skip: count.optional(), limit: count.optional() }).nullish();

export const store: EffectArea = {
  guest: String.raw`
  stubs.store = () => ({ list: (table, page) => effect('list page', [table, page]) });
`,
  handlers: {
    'list page': ([table, given], record, world) => {
      const page = pageSchema.parse(given);
      const limit = page?.limit ?? Infinity;
      record('listed', text.parse(table));
      if (limit > longestPage) record('big-page', page?.limit ?? null);
      const skip = page?.skip ?? 0;
      return { value: (world.rows ?? []).slice(skip, skip + limit) };
    },
  },
};
