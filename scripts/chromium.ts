/**
 * Finds the Chromium that the tests drive, or installs one. Run it to see which one is used:
 * `npx tsx scripts/chromium.ts` prints progress to stderr and the path alone to stdout.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const installMinutes = 5;

/** Flags that give WebGPU on the software adapter, and keep Chromium from calling home. */
export function launchArguments(): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    // Chromium refuses its sandbox to root.
    ...(isRoot ? ['--no-sandbox'] : []),
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findOnPath(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return candidates.find(isExecutable) ?? null;
}

/**
 * Path of an installed Chromium: CHROMIUM_PATH, else Playwright's own, else one on PATH, else null.
 * Throws when CHROMIUM_PATH is set and nothing is there.
 */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(
      `CHROMIUM_PATH is ${named}, but there is no such file. ` +
        'Set it to the path of a Chromium or Chrome, or unset it to let one be found.',
    );
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : findOnPath();
}

/** As findChromium, but throws when none is installed; for configurations, which must not install. */
export function requireChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  throw new Error(
    'No Chromium is installed, so browser tests cannot run. ' +
      'Run `npx tsx scripts/chromium.ts` to install one, or set CHROMIUM_PATH.',
  );
}

function report(line: string): void {
  process.stderr.write(`chromium: ${line}\n`);
}

/** Runs a command with its output on stderr; null when it worked, else why it did not. */
function attempt(command: string, parameters: string[]): string | null {
  report(`running ${[command, ...parameters].join(' ')} (at most ${installMinutes} minutes)`);
  const { error, status } = spawnSync(command, parameters, {
    stdio: ['ignore', 2, 2],
    timeout: installMinutes * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (error !== undefined) return `${command} did not finish: ${error.message}`;
  return status === 0 ? null : `${command} ended with status ${status ?? 'none'}`;
}

function installFromPlaywright(): string | null {
  return attempt(process.platform === 'win32' ? 'npx.cmd' : 'npx', [
    'playwright',
    'install',
    'chromium',
  ]);
}

function installFromDistribution(): string | null {
  if (!isExecutable('/usr/bin/apt-get')) return 'there is no apt-get here';
  if (process.getuid?.() !== 0) return 'apt-get needs root, and this is another user';
  return attempt('apt-get', ['update']) ?? attempt('apt-get', ['install', '-y', 'chromium']);
}

/** Path of a Chromium, installed now when none was there. Throws an error that says what to do. */
export function ensureChromium(): string {
  const present = findChromium();
  if (present !== null) return present;
  const failures: string[] = [];
  const installers = [
    { name: 'Playwright', install: installFromPlaywright },
    { name: "the system's package", install: installFromDistribution },
  ];
  for (const { name, install } of installers) {
    report(`none found, trying ${name}`);
    const failure = install();
    const installed = findChromium();
    if (installed !== null) return installed;
    const explained =
      failure ?? 'the installation ended well, but no Chromium can be found after it';
    report(`${name} did not give one: ${explained}`);
    failures.push(`${name}: ${explained}`);
  }
  throw new Error(
    `No Chromium could be found or installed (${failures.join('; ')}). ` +
      'Install Chromium or Chrome by hand, or set CHROMIUM_PATH to one.',
  );
}

const script = process.argv[1];
if (script !== undefined && import.meta.url === pathToFileURL(script).href) {
  try {
    const path = ensureChromium();
    report(`using ${path}`);
    process.stdout.write(`${path}\n`);
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
