/** A collection of a document store, which answers query objects over the documents of the case. */
import { z } from 'zod';
import { findDocuments } from '../stubs/documents.ts';
import type { EffectArea } from './area.ts';

export const collection: EffectArea = {
  guest: String.raw`
  stubs.collection = () => ({ findOne: (query) => effect('find document', [query]) });
`,
  handlers: {
    'find document': ([query], _, world) => {
      const wanted = z.record(z.string(), z.json()).parse(query);
      try {
        return { value: findDocuments(world.documents ?? [], wanted)[0] ?? null };
      } catch (error) {
        if (error instanceof RangeError) return { error: error.message };
        throw error;
      }
    },
  },
};
