/** POSIX paths as Node's path module treats them, for the file stubs. */

/** Resolves . and .. and double slashes; a relative path may still start with "..". */
function normalise(path: string): string {
  const isAbsolute = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isAbsolute) kept.push('..');
  }
  return (isAbsolute ? '/' : '') + kept.join('/') || '.';
}

/** path.join: parts with slashes between, normalised. */
export const joinPath = (parts: readonly string[]) =>
  normalise(parts.filter((part) => part !== '').join('/'));

/** path.resolve from the working folder "/app": the last absolute part starts the path. */
export const resolvePath = (parts: readonly string[]) =>
  normalise(
    parts.reduce((path, part) => (part.startsWith('/') ? part : `${path}/${part}`), '/app'),
  );

/** path.basename: the last part that is not empty. */
export const fileName = (path: string) => path.split('/').findLast((part) => part !== '') ?? '';

/** path.dirname of a normalised path. */
export const folderOf = (path: string) =>
  path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';

/** path.extname: from the last dot of the last part on, unless that dot begins it. */
export function extensionOf(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 && name !== '..' ? name.slice(dot) : '';
}
