/** Runs the real command in a process of its own, for tests. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string;
  /** Sends the signal as soon as this text stands on stderr. */
  readonly interruptAt?: string;
  /** SIGINT when it is not said. */
  readonly signal?: NodeJS.Signals;
}

export async function runPatchgrad(
  parameters: readonly string[],
  { stdin = '', interruptAt, signal = 'SIGINT' }: RunOptions = {},
): Promise<Ended> {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli/patchgrad.ts', ...parameters],
    { cwd: root },
  );
  if (interruptAt !== undefined) {
    let seen = '';
    child.stderr.on('data', (chunk: Buffer) => {
      const before = seen.includes(interruptAt);
      seen += chunk.toString();
      if (!before && seen.includes(interruptAt)) child.kill(signal);
    });
  }
  child.stdin.end(stdin);
  const code = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
