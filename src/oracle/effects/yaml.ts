/** A YAML loader with two halves: one that builds whatever the text names, and one that reads plain data alone. */
import { z } from 'zod';
import type { Json } from '../../core/testCase.ts';
import { readYaml } from '../stubs/yaml.ts';
import { text, type Answer, type EffectArea, type Recorder } from './area.ts';

const optionsSchema = z.object({ schema: z.enum(['full', 'safe']).optional() }).nullish();

/** Reads all documents; what a tag builds is recorded and stands as null. */
function load(content: Json | undefined, canBuild: boolean, record: Recorder): Answer {
  const result = readYaml(text.parse(content), canBuild);
  if ('error' in result) return result;
  for (const tag of result.built) record('built-object', tag);
  return { value: result.documents };
}

export const yaml: EffectArea = {
  guest: String.raw`
  const onlyOf = (documents) => {
    if (documents.length > 1) throw new HostError('expected a single document in the stream');
    return documents[0];
  };
  expose('yaml', {
    load: (text, options) => onlyOf(effect('load yaml', [text, options])),
    loadAll: (text) => effect('load yaml', [text]),
    safeLoad: (text) => onlyOf(effect('load plain yaml', [text])),
    safeLoadAll: (text) => effect('load plain yaml', [text]),
    DEFAULT_FULL_SCHEMA: 'full',
    DEFAULT_SAFE_SCHEMA: 'safe',
  });
`,
  handlers: {
    'load yaml': ([content, options], record) =>
      load(content, optionsSchema.parse(options)?.schema !== 'safe', record),
    'load plain yaml': ([content], record) => load(content, false, record),
  },
};
