/** Files of the case by path, files that are written, and Node's path functions. */
import { z } from 'zod';
import { readersOf, readMode } from '../stubs/fileMode.ts';
import { extensionOf, fileName, folderOf, joinPath, resolvePath } from '../stubs/paths.ts';
import { text, texts, type EffectArea } from './area.ts';

/** What mkdtempSync adds to a name. The same each time, so that outcomes repeat. */
const freshPart = 'Xk29Qf';

const writeOptions = z
  .union([
    text,
    z.object({
      mode: z.union([z.number(), text]).optional(),
      flag: z.enum(['w', 'wx']).optional(),
    }),
  ])
  .nullish();

/** A path as the working folder "/app" sees it. */
const placeOf = (file: string) => joinPath([file]).replace(/^\/app\//, '');

/** In /tmp only the folders are there that mkdtempSync made. */
const hasFolder = (name: string) => {
  const folder = folderOf(name);
  return !folder.startsWith('/tmp/') || folder.endsWith(freshPart);
};

export const files: EffectArea = {
  guest: String.raw`
  expose('fs', {
    readFileSync: (file) => effect('read', [file]),
    writeFileSync: (file, content, options) => { effect('write', [file, content, options]); },
    mkdtempSync: (start) => effect('make folder', [start]),
  });
  expose('os', { tmpdir: () => effect('temporary folder', []) });
  expose('path', {
    join: (...parts) => effect('join', [parts]),
    resolve: (...parts) => effect('resolve', [parts]),
    normalize: (file) => effect('join', [[file]]),
    basename: (file) => effect('basename', [file]),
    extname: (file) => effect('extname', [file]),
  });
`,
  handlers: {
    read: ([file], record, world) => {
      const name = joinPath([text.parse(file)]);
      record('read', name);
      const content = world.files?.[name];
      return content === undefined ? { error: `ENOENT: no such file ${name}` } : { value: content };
    },
    write: ([file, content, given], record, world) => {
      const asked = placeOf(text.parse(file));
      const options = writeOptions.parse(given);
      const flags = typeof options === 'string' ? null : options;
      const name = world.links?.[asked] ?? asked;
      if (!hasFolder(name)) return { error: `ENOENT: no such file or directory ${name}` };
      const isThere = name !== asked || world.files?.[name] !== undefined;
      if (isThere && flags?.flag === 'wx') return { error: `EEXIST: file exists ${asked}` };
      record('write', [name, text.parse(content)]);
      record('write-path', name);
      record('written', text.parse(content));
      record('write-kind', extensionOf(name).toLowerCase());
      if (isThere) record('overwrite', name);
      // A file that is there keeps its mode.
      else for (const reader of readersOf(readMode(flags?.mode))) record('reader', reader);
      return { value: null };
    },
    'make folder': ([start]) => ({ value: text.parse(start) + freshPart }),
    'temporary folder': () => ({ value: '/tmp' }),
    join: ([parts]) => ({ value: joinPath(texts.parse(parts)) }),
    resolve: ([parts]) => ({ value: resolvePath(texts.parse(parts)) }),
    basename: ([file]) => ({ value: fileName(text.parse(file)) }),
    extname: ([file]) => ({ value: extensionOf(text.parse(file)) }),
  },
};
