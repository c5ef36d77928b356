/** Which saved file answers a request of the page. Pure. */

/** Path below the page's folder, and its hash as subresource integrity writes it. */
export type FileHashes = Readonly<Record<string, string>>;

/** The list as text without quotes, so that it can stand inside any string literal: `path hash,path hash`. */
export const writeFileHashes = (files: FileHashes): string =>
  Object.entries(files)
    .map(([path, hash]) => `${encodeURIComponent(path).replaceAll("'", '%27')} ${hash}`)
    .join(',');

/** Reads what writeFileHashes wrote. */
export const readFileHashes = (text: string): FileHashes =>
  Object.fromEntries(
    text.split(',').map((entry) => {
      const [path = '', hash = ''] = entry.split(' ');
      return [decodeURIComponent(path), hash];
    }),
  );

export interface SavedFile {
  readonly path: string;
  /** The address under which the cache holds it: another hash is another file. */
  readonly key: string;
  readonly integrity: string;
}

/** The file at this path. @param scope the page's folder, with a slash at its end */
export function savedFile(files: FileHashes, scope: string, path: string): SavedFile | null {
  if (!Object.hasOwn(files, path)) return null;
  const integrity = files[path];
  const address = new URL(path, scope);
  address.searchParams.set('hash', integrity);
  return { path, key: address.href, integrity };
}

/** The file that answers a request, or null: the network answers it, as it does all of other servers. */
export function fileFor(
  files: FileHashes,
  scope: string,
  { url, method, mode }: { url: string; method: string; mode: string },
): SavedFile | null {
  if (method !== 'GET' || !url.startsWith(scope)) return null;
  const { origin, pathname } = new URL(url);
  const path = (origin + pathname).slice(scope.length);
  return savedFile(files, scope, mode === 'navigate' && path === '' ? 'index.html' : path);
}
