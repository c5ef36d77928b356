/** Ctrl-C: the first asks a command to end in good order, a later one ends it at once. */
import { say } from './output.ts';

/** A command that ended early because it was asked to: exit code 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** As a shell counts a process that SIGINT ended: 128 + 2. */
export const interruptedCode = 130;

/** npm, the shell and the terminal may each pass on the same Ctrl-C. */
const sameMilliseconds = 1000;

/** Aborts, with an Interrupted as its reason, at the first SIGINT. */
export function watchInterrupt(): AbortSignal {
  const controller = new AbortController();
  let first: number | null = null;
  process.on('SIGINT', () => {
    const now = performance.now();
    if (first !== null && now - first > sameMilliseconds) process.exit(interruptedCode);
    if (first !== null) return;
    first = now;
    say('Ending after the current step. Ctrl-C again to end at once.');
    controller.abort(new Interrupted('Interrupted before the first step; nothing was trained.'));
  });
  return controller.signal;
}
