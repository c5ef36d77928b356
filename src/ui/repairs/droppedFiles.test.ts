import type { DirectoryDropItem, FileDropItem } from 'react-aria-components';
import { expect, it } from 'vitest';
import { filesIn } from './droppedFiles.ts';

const file = (name: string): FileDropItem => ({
  ...{ kind: 'file', name, type: '' },
  getFile: () => Promise.resolve(new File(['x'], name)),
  getText: () => Promise.resolve('x'),
});
const folder = (
  name: string,
  ...entries: (FileDropItem | DirectoryDropItem)[]
): DirectoryDropItem => ({
  ...{ kind: 'directory', name },
  getEntries: async function* () {
    for (const entry of entries) yield await Promise.resolve(entry);
  },
});

it('walks through folders, keeps the way to each file, and leaves out what others wrote', async () => {
  const files = await filesIn([
    file('a.jsonl'),
    folder(
      'src',
      file('login.py'),
      folder('api', file('user.js')),
      folder('node_modules', file('x.js')),
    ),
  ]);
  expect(files.map(({ path }) => path)).toEqual(['a.jsonl', 'src/login.py', 'src/api/user.js']);
});
