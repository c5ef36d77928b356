/**
 * Installs, builds and serves the app, each only when needed: `npm start -- --port 4173 --host 127.0.0.1`.
 * Plain JavaScript, so that it runs before anything is installed.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, root } from './install.mjs';

const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

function changedAt(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return 0;
  const inside = entry.isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [];
  return Math.max(entry.mtimeMs, ...inside.map(changedAt));
}

function isBuildStale() {
  const built = join(root, 'dist/index.html');
  if (!existsSync(built)) return true;
  return Math.max(...sources.map((name) => changedAt(join(root, name)))) > changedAt(built);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4173' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const port = Number(values.port);
  if (Number.isInteger(port) && port > 0 && port < 65536) return { port, host: values.host };
  throw new Error(`--port is ${values.port}, but a port is a whole number from 1 to 65535.`);
}

async function start() {
  const options = readOptions();
  prepare();
  const { build, preview } = await import('vite');
  if (isBuildStale()) {
    console.log('Building the app …');
    await build({ root, logLevel: 'warn' });
  }
  // Without strictPort a port in use makes Vite try the next one.
  const server = await preview({ root, preview: { ...options, strictPort: false } });
  const addresses = [server.resolvedUrls?.local, server.resolvedUrls?.network].flat();
  console.log(`\nPatchGrad is at ${addresses.filter(Boolean).join(' and ')}`);
  console.log('Open it in a browser. Ctrl+C stops it.');
}

start().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
