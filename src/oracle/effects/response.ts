/** The response of a web server: headers, redirects and cookies. */
import { z } from 'zod';
import { text, type EffectArea } from './area.ts';

export const response: EffectArea = {
  guest: String.raw`
  stubs.response = () => ({
    setHeader: (name, value) => { effect('header', [name, value]); },
    redirect: (target) => { effect('redirect', [target]); },
    cookie: (name, value, options) => { effect('cookie', [name, value, options]); },
  });
`,
  handlers: {
    header: ([name, value], record) => {
      record('header', [text.parse(name), text.parse(value)]);
      return { value: null };
    },
    redirect: ([target], record) => {
      record('redirect', text.parse(target));
      return { value: null };
    },
    cookie: ([name, value, options], record) => {
      const flags = z
        .object({ path: text.optional(), httpOnly: z.boolean().optional() })
        .nullish()
        .parse(options);
      record('cookie', [text.parse(name), text.parse(value), flags?.path ?? null]);
      if (flags?.httpOnly !== true) record('open-cookie', text.parse(name));
      return { value: null };
    },
  },
};
