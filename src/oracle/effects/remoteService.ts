/** A client of a service elsewhere: what is posted to it, and with which headers. */
import { z } from 'zod';
import { text, type EffectArea } from './area.ts';

const postOptions = z.object({ headers: z.record(z.string(), z.json()).optional() }).nullish();

export const remoteService: EffectArea = {
  guest: String.raw`
  stubs.service = () => ({ post: (path, body, options) => effect('post', [path, body, options]) });
`,
  handlers: {
    post: ([path, body, options], record) => {
      record('post', [text.parse(path), body ?? null]);
      for (const header of Object.values(postOptions.parse(options)?.headers ?? {})) {
        // A header without a value is not sent.
        if (header !== null) record('post-header', header);
      }
      return { value: `posted to ${text.parse(path)}` };
    },
  },
};
