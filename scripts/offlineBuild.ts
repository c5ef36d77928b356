/** Vite's part of the offline page: the service worker as `sw.js`, with every built file and its hash inside. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { writeFileHashes } from '../src/worker/savedFiles.ts';
import type { Plugin, ResolvedConfig } from 'vite';

const serviceWorker = 'sw.js';

/** Stands in src/worker/serviceWorker.ts where the list belongs. */
const placeholder = '__FILES_OF_THE_PAGE__';

/** Documentation beside the model is not part of the page. */
const isOfPage = (path: string) => path !== serviceWorker && !path.endsWith('.md');

/** Every file of the page with its hash in the form of subresource integrity. */
function hashFiles(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.split(sep).join('/'))
    .filter(isOfPage)
    .sort();
  const hash = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('base64');
  return Object.fromEntries(paths.map((path) => [path, `sha256-${hash(path)}`]));
}

export function offlineBuild(): Plugin {
  let config: ResolvedConfig | null = null;
  return {
    name: 'offline-build',
    apply: 'build',
    configResolved: (resolved) => {
      config = resolved;
    },
    buildStart() {
      this.emitFile({
        type: 'chunk',
        id: 'src/worker/serviceWorker.ts',
        fileName: serviceWorker,
        name: 'sw',
      });
    },
    // After everything is on disk, what is copied from public/ too.
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir }) {
        const folder = dir ?? config?.build.outDir ?? 'dist';
        const path = join(folder, serviceWorker);
        const code = readFileSync(path, 'utf8');
        if (code.split(placeholder).length !== 2) {
          this.error(
            `${serviceWorker} must name ${placeholder} once, to be given its list of files.`,
          );
        }
        const files = writeFileHashes(hashFiles(folder));
        writeFileSync(path, code.replace(placeholder, files));
      },
    },
  };
}
