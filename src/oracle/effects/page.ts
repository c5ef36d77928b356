/** An element of a page: what is shown, and the elements that markup makes; a helper that escapes markup. */
import { escapeMarkup, markupOf } from '../stubs/markup.ts';
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
  expose('escapeHtml', (text) => effect('escape html', [text]));
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
    'escape html': ([raw]) => ({ value: escapeMarkup(text.parse(raw)) }),
  },
};
