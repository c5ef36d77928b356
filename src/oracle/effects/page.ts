/** An element of a page: what is shown, and the elements that markup makes. */
import { markupOf } from '../stubs/markup.ts';
import { text, type EffectArea } from './area.ts';

export const page: EffectArea = {
  guest: String.raw`
  stubs.element = () => {
    const node = {};
    const setter = (key, name) => {
      let last = '';
      define(node, key, { get: () => last, set: (v) => { last = v; effect(name, [v]); } });
    };
    setter('innerHTML', 'html');
    setter('textContent', 'text');
    return node;
  };
`,
  handlers: {
    html: ([html], record) => {
      const { shown, tags } = markupOf(text.parse(html));
      record('shown', shown);
      for (const tag of tags) record('markup', tag);
      return { value: null };
    },
    text: ([shown], record) => {
      record('shown', text.parse(shown));
      return { value: null };
    },
  },
};
