/** A log of plain lines: what is written to it, as a reader of the file sees it. */
import { text, type EffectArea } from './area.ts';

export const logs: EffectArea = {
  guest: String.raw`
  expose('log', { write: (entry) => { effect('log', [entry]); } });
`,
  handlers: {
    log: ([entry], record) => {
      // A lone carriage return starts a new line for many readers, and on a terminal it covers the old one.
      for (const line of text.parse(entry).split(/\r\n|\r|\n/)) record('log-line', line);
      return { value: null };
    },
  },
};
