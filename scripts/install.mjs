/** What must be true before any tool of this project can run: a new enough Node, and its packages. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `PatchGrad needs Node 20.19 or newer, and this is ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org and run the command again.',
  );
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/**
 * True when node_modules holds the versions of package-lock.json. Contents are compared, not times,
 * since a checkout touches files without changing them.
 */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const present = readPackages(record);
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || present[path]?.version === version,
  );
}

/** Checks Node and runs `npm ci` when packages are missing or differ from the lock file. */
export function prepare() {
  requireNode();
  if (isInstalled()) return;
  console.log('Installing packages (npm ci) …');
  const { status, error } = spawnSync('npm', ['ci'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  throw new Error(
    `npm ci did not finish (${error?.message ?? `status ${status}`}), so packages are missing. ` +
      'Its output above says why; npm must be able to reach its registry.',
  );
}
