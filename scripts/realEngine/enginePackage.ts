/**
 * llama.cpp for the check: an exact version of node-llama-cpp with the binary for this platform, in a folder that git
 * ignores. Not among the dependencies, since it is large and nobody else needs it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const version = '3.22.1';

/** Seen on Linux, x64; the binaries for a GPU, which are far larger, are left out. */
const megabytes = 85;

/** By platform and processor of Node; the binary for macOS on ARM holds Metal too. */
const binaries: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-armv7l',
  'linux-riscv64': 'linux-riscv64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

const manifestSchema = z.object({ version: z.string() });

function isThere(folder: string, name: string): boolean {
  const file = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return false;
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return manifestSchema.safeParse(manifest).data?.version === version;
}

/**
 * Installs the engine into the folder unless it is there.
 * @returns the file to import
 * @throws Error when there is no binary for this platform, or npm fails
 */
export function provideEngine(folder: string): string {
  const platform = `${process.platform}-${process.arch}`;
  if (!Object.hasOwn(binaries, platform)) {
    throw new Error(
      `node-llama-cpp ${version} has no binary for ${platform}; it has some for ` +
        `${Object.keys(binaries).join(', ')}. Run the check on one of these.`,
    );
  }
  const names = ['node-llama-cpp', `@node-llama-cpp/${binaries[platform]}`];
  if (!names.every((name) => isThere(folder, name))) install(folder, names);
  return join(folder, 'node_modules/node-llama-cpp/dist/index.js');
}

function install(folder: string, names: readonly string[]): void {
  console.log(
    `Installing ${names.join(' and ')}, version ${version}, into ${folder}: about ${megabytes} MB on the disk.`,
  );
  mkdirSync(folder, { recursive: true });
  const { status, error } = spawnSync(
    'npm',
    [
      // Without their scripts, which would build llama.cpp where no binary fits.
      ...['install', '--prefix', folder, '--no-save', '--omit=optional', '--ignore-scripts'],
      ...['--no-audit', '--no-fund', ...names.map((name) => `${name}@${version}`)],
    ],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (status === 0) return;
  throw new Error(
    `npm could not install the engine (${error?.message ?? `status ${status}`}). Its output above says why; ` +
      `it must be able to reach its registry. Half of it may lie in ${folder}, which can be deleted.`,
  );
}
