/** The real command in a process of its own, which can be killed. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Ended {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly ended: Promise<Ended>;
  /** At once and without a last word, as a crash. */
  kill(): void;
}

/** npm run -s patchgrad -- vul2safe … */
export function startVul2safe(parameters: readonly string[]): RunningCommand {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli/patchgrad.ts', 'vul2safe', ...parameters],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A key that is set for another endpoint is not for this one.
      env: { ...process.env, PATCHGRAD_API_KEY: '' },
    },
  );
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  return {
    ended: Promise.all([closed, text(child.stdout), text(child.stderr)]).then(
      ([code, stdout, stderr]) => ({ code, stdout, stderr }),
    ),
    kill: () => child.kill('SIGKILL'),
  };
}

/** Whether a terminal that shows it obeys nobody: text of a model may hold escape sequences. */
export const isHarmless = ({ stdout, stderr }: Ended): boolean =>
  !/[^\P{Cc}\n]/u.test(stdout + stderr);
