/** The response of a web server: headers, redirects, cookies, and the answer with its status. */
import { z } from 'zod';
import { text, type EffectArea } from './area.ts';

const cookieOptions = z
  .object({
    path: text.optional(),
    httpOnly: z.boolean().optional(),
    secure: z.boolean().optional(),
    maxAge: z.number().optional(),
  })
  .nullish();

export const response: EffectArea = {
  guest: String.raw`
  stubs.response = () => {
    const res = {
      setHeader: (name, value) => { effect('header', [name, value]); },
      redirect: (target) => { effect('redirect', [target]); },
      cookie: (name, value, options) => { effect('cookie', [name, value, options]); },
      status: (code) => { effect('status', [code]); return res; },
      send: (body) => { effect('send', [body]); },
      json: (body) => { effect('send', [body]); },
    };
    return res;
  };
`,
  handlers: {
    header: ([name, value], record, { origin }) => {
      const [header, content] = [text.parse(name), text.parse(value)];
      record('header', [header, content]);
      const isShared = content === '*' || content === origin;
      if (/^access-control-allow-origin$/i.test(header) && isShared && origin !== undefined) {
        record('shared', origin);
      }
      return { value: null };
    },
    redirect: ([target], record) => {
      record('redirect', text.parse(target));
      return { value: null };
    },
    cookie: ([name, value, options], record) => {
      const flags = cookieOptions.parse(options);
      record('cookie', [text.parse(name), text.parse(value), flags?.path ?? null]);
      if (flags?.maxAge !== undefined) record('cookie-age', flags.maxAge);
      if (flags?.httpOnly !== true) record('open-cookie', text.parse(name));
      if (flags?.secure !== true) record('plain-cookie', text.parse(name));
      return { value: null };
    },
    status: ([code], record) => {
      const status = z.number().int().min(100).max(599).parse(code);
      if (status >= 400) record('failure', status);
      return { value: null };
    },
    send: ([body], record) => {
      const sent = body ?? null;
      record('sent', sent);
      // The same as text, to look for words in an object too.
      record('sent-text', typeof sent === 'string' ? sent : JSON.stringify(sent));
      return { value: null };
    },
  },
};
