/** A database that answers queries over the rows of the case. */
import { z } from 'zod';
import { runQuery } from '../stubs/sql.ts';
import { text, type EffectArea } from './area.ts';

export const database: EffectArea = {
  guest: String.raw`
  stubs.database = () => ({ query: (text, values) => effect('query', [text, values]) });
`,
  handlers: {
    query: ([sql, values], record, world) => {
      const query = text.parse(sql);
      record('query', query);
      const given = z.array(z.json()).nullish().parse(values) ?? [];
      const result = runQuery(query, given, world.rows ?? []);
      if ('error' in result) return result;
      for (const table of result.tables) record('table', table);
      return { value: result.rows };
    },
  },
};
