/** Requests to other hosts, and addresses. */
import { parseAddress } from '../stubs/address.ts';
import { text, type EffectArea } from './area.ts';

export const network: EffectArea = {
  guest: String.raw`
  expose('http', { get: (address) => effect('request', [address]) });
  expose('URL', class URL {
    constructor(text) {
      const parts = effect('url', [text]);
      for (const key of ['href', 'protocol', 'hostname', 'pathname']) {
        define(this, key, { value: parts[key], enumerable: true });
      }
    }
  });
`,
  handlers: {
    request: ([address], record) => {
      const href = text.parse(address);
      record('request', href);
      return { value: `content of ${href}` };
    },
    url: ([address]) => {
      const parts = parseAddress(text.parse(address));
      return parts === null ? { error: 'Invalid URL' } : { value: { ...parts } };
    },
  },
};
