/** An XML parser whose option noent puts the content of entities in, also of those that name a file or a page. */
import { z } from 'zod';
import { joinPath } from '../stubs/paths.ts';
import { readXml, type XmlEntity } from '../stubs/xml.ts';
import { text, type EffectArea } from './area.ts';

const optionsSchema = z
  .object({ noent: z.boolean().optional(), nonet: z.boolean().optional() })
  .nullish();

export const xml: EffectArea = {
  guest: String.raw`
  expose('xml', {
    parse: (text, options) => {
      const elements = effect('parse xml', [text, options]);
      return {
        get(place) {
          for (let i = 0; i < elements.length; i++) {
            const { name, content } = elements[i];
            if (place === '//' + name) return { text: () => content };
          }
        },
      };
    },
  });
`,
  handlers: {
    'parse xml': ([content, given], record, world) => {
      const options = optionsSchema.parse(given);
      const contentOf = ({ isOutside, value }: XmlEntity): string => {
        if (!isOutside) return value;
        if (/^https?:/.test(value)) {
          if (options?.nonet === true) return '';
          record('request', value);
          return `content of ${value}`;
        }
        const name = joinPath([value.replace(/^file:\/\//, '')]);
        record('read', name);
        return world.files?.[name] ?? '';
      };
      // Without noent a reference stays a node of its own, which has no text.
      const elements = readXml(text.parse(content), (entity) =>
        options?.noent === true ? contentOf(entity) : '',
      );
      return elements === null ? { error: 'XML is not well formed' } : { value: elements };
    },
  },
};
