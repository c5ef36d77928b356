/** The session of a web request: what is written to it, and whether the visitor's old one is kept for that. */
import { z } from 'zod';
import { text, type EffectArea } from './area.ts';

const age = z.enum(['old', 'fresh']);

export const sessions: EffectArea = {
  // Every regenerate puts a new object in place, and only later: code that kept the old object, or
  // does not wait, writes to the old session, as with a real store.
  guest: String.raw`
  const SessionProxy = Proxy;
  function sessionOf(req, age) {
    const values = {};
    const regenerate = (done) => {
      const next = effect('new session', [age]);
      later(() => {
        req.session = sessionOf(req, next);
        done(null);
      });
    };
    return new SessionProxy(values, {
      get: (_, key) => (key === 'regenerate' ? regenerate : values[key]),
      set: (_, key, value) => {
        effect('session value', [age, key, value]);
        values[key] = value;
        return true;
      },
    });
  }
  stubs.request = () => {
    const req = {};
    req.session = sessionOf(req, 'old');
    return req;
  };
`,
  handlers: {
    'new session': ([before]) => {
      age.parse(before);
      return { value: 'fresh' };
    },
    'session value': ([written, key, value], record) => {
      record('session', [text.parse(key), value ?? null]);
      if (age.parse(written) === 'old') record('kept-session', text.parse(key));
      return { value: null };
    },
  },
};
