import { describe, expect, it } from 'vitest';
import { createEffectLog } from '../effectLog.ts';
import { text } from '../effects/area.ts';
import { readersOf, readMode } from './fileMode.ts';
import { extensionOf, folderOf } from './paths.ts';
import { readArguments } from './programArguments.ts';

describe('readersOf', () => {
  // What `ls -l` shows for a new file of this mode with umask 022.
  it.each([
    [readMode(undefined), ['owner', 'group', 'everyone']],
    [0o600, ['owner']],
    [0o640, ['owner', 'group']],
    [readMode('604'), ['owner', 'everyone']],
    [0o622, ['owner']],
    // The decimal number 600 is 0o1130, which lets nobody read.
    [600, []],
  ])('%i', (mode, readers) => {
    expect(readersOf(mode)).toEqual(readers);
  });
});

describe('paths', () => {
  // Expected values are those of Node's path.posix.
  it('takes the extension as Node does', () => {
    const names = ['a.txt', 'b/a.tar.gz', '.a', '.a.b', 'a.', 'a', '..', 'a.b/c'];
    expect(names.map(extensionOf)).toEqual(['.txt', '.gz', '', '.b', '.', '', '', '']);
  });
  it('takes the folder as Node does', () => {
    expect(['/a/b', '/a', 'a/b', 'a'].map(folderOf)).toEqual(['/a', '/', 'a', '.']);
  });
});

describe('readArguments', () => {
  it('ends the options at two dashes', () => {
    expect(readArguments(['log', '-p', 'a-b', '-', '--', '--all', '--'])).toEqual({
      options: ['-p'],
      operands: ['log', 'a-b', '-', '--all', '--'],
    });
    expect(readArguments(['a', '--b'])).toEqual({ options: ['--b'], operands: ['a'] });
  });
});

describe('writing a file', () => {
  const world = { files: { '/tmp/old.txt': '' }, links: { '/tmp/link.txt': '/home/ann/a' } };
  const seen = (file: string, options?: { flag: string }) => {
    const log = createEffectLog(world);
    const answer = log.answer('write', [file, 'x', options ?? null]);
    const found = (kind: string) => log.effects.find((effect) => effect.kind === kind)?.detail;
    return 'error' in answer ? answer.error : [found('write-path'), found('overwrite')];
  };
  it('follows links and tells what was there', () => {
    expect(seen('/tmp/new.txt')).toEqual(['/tmp/new.txt', undefined]);
    expect(seen('/tmp/old.txt')).toEqual(['/tmp/old.txt', '/tmp/old.txt']);
    expect(seen('/tmp/link.txt')).toEqual(['/home/ann/a', '/home/ann/a']);
    expect(seen('/app/data/a.txt')).toEqual(['data/a.txt', undefined]);
  });
  it('makes only new files with the flag wx', () => {
    expect(seen('/tmp/link.txt', { flag: 'wx' })).toMatch(/^EEXIST/);
    expect(seen('/tmp/new.txt', { flag: 'wx' })).toEqual(['/tmp/new.txt', undefined]);
  });
  it('needs a folder in /tmp that was made', () => {
    expect(seen('/tmp/mine/a.txt')).toMatch(/^ENOENT/);
    const made = createEffectLog({}).answer('make folder', ['/tmp/mine-']);
    const folder = 'value' in made ? text.parse(made.value) : '';
    expect(seen(`${folder}/a.txt`)).toEqual([`${folder}/a.txt`, undefined]);
  });
});
