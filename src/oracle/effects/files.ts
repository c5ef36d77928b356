/** Files of the case by path, and Node's path functions. */
import { fileName, joinPath, resolvePath } from '../stubs/paths.ts';
import { text, texts, type EffectArea } from './area.ts';

export const files: EffectArea = {
  guest: String.raw`
  expose('fs', { readFileSync: (file) => effect('read', [file]) });
  expose('path', {
    join: (...parts) => effect('join', [parts]),
    resolve: (...parts) => effect('resolve', [parts]),
    normalize: (file) => effect('join', [[file]]),
    basename: (file) => effect('basename', [file]),
  });
`,
  handlers: {
    read: ([file], record, world) => {
      const name = joinPath([text.parse(file)]);
      record('read', name);
      const content = world.files?.[name];
      return content === undefined ? { error: `ENOENT: no such file ${name}` } : { value: content };
    },
    join: ([parts]) => ({ value: joinPath(texts.parse(parts)) }),
    resolve: ([parts]) => ({ value: resolvePath(texts.parse(parts)) }),
    basename: ([file]) => ({ value: fileName(text.parse(file)) }),
  },
};
