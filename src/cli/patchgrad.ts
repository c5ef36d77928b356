/**
 * PatchGrad without a browser: `npm run -s patchgrad -- <command>`. Finds the command, runs it, and turns
 * whatever goes wrong into a short message and an exit code.
 */
import { FailureError } from '../core/failure.ts';
import type { Command } from './command.ts';
import { CommandError, reasonOf, UsageError } from './errors.ts';
import { Interrupted, interruptedCode } from './interrupt.ts';
import { say } from './output.ts';
import { suggest } from './suggestion.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const commands: Readonly<Record<string, Entry>> = {
  train: {
    summary: 'Train a model and keep its metrics and weights.',
    load: async () => (await import('./commands/train.ts')).train,
  },
  eval: {
    summary: 'Score a model on a split of the corpus.',
    load: async () => (await import('./commands/eval.ts')).evalCommand,
  },
  generate: {
    summary: 'Complete a prompt.',
    load: async () => (await import('./commands/generate.ts')).generate,
  },
  mask: {
    summary: 'Show the security mask of repair pairs.',
    load: async () => (await import('./commands/mask.ts')).mask,
  },
  'experiment report': {
    summary: 'Write the report of experiments.',
    load: async () => (await import('./commands/experimentReport.ts')).experimentReport,
  },
  'experiment job': {
    summary: 'Do one run of an experiment.',
    load: async () => (await import('./commands/experimentJob.ts')).experimentJob,
  },
  // After the commands that begin with its name.
  experiment: {
    summary: 'Do the runs of an experiment that are not done yet.',
    load: async () => (await import('./commands/experiment.ts')).experiment,
  },
  vul2safe: {
    summary: 'Make repair pairs from vulnerable code with a language model.',
    load: async () => (await import('./commands/vul2safe.ts')).vul2safe,
  },
  'corpus check': {
    summary: 'Check that the corpus can train anything.',
    load: async () => (await import('./commands/corpusCheck.ts')).corpusCheck,
  },
  'corpus findings': {
    summary: 'Show what the static rules find in the corpus.',
    load: async () => (await import('./commands/corpusFindings.ts')).corpusFindings,
  },
  'corpus mutants': {
    summary: 'Test whether the cases of the corpus notice spoilt repairs.',
    load: async () => (await import('./commands/corpusMutants.ts')).corpusMutants,
  },
};

const names = Object.keys(commands);
const width = Math.max(...names.map((name) => name.length));
const overview = `npm run -s patchgrad -- <command> [options]

PatchGrad without a browser. Results go to stdout, progress and messages to stderr.

Commands:
${names.map((name) => `  ${name.padEnd(width)}  ${commands[name].summary}`).join('\n')}

<command> --help shows its options.
Exit codes: 0 done, 1 the command failed, 2 wrong usage, ${interruptedCode} interrupted.
`;

const isHelp = (word: string | undefined) => word === '--help' || word === '-h';

async function run(words: readonly string[]): Promise<void> {
  const name = names.find((known) => words.slice(0, known.split(' ').length).join(' ') === known);
  if (name === undefined) {
    const isGroup = names.some((known) => known.startsWith(`${words[0]} `));
    if (isHelp(words[0]) || (isGroup && isHelp(words[1]))) process.stdout.write(overview);
    else throw unknownCommand(words);
    return;
  }
  const command = await commands[name].load();
  const parameters = words.slice(name.split(' ').length);
  if (parameters.some(isHelp)) process.stdout.write(command.help);
  else await command.run(parameters);
}

function unknownCommand(words: readonly string[]): UsageError {
  const hint = `The commands are ${names.join(', ')}; --help shows more.`;
  if (words.length === 0) return new UsageError('A command is needed.', hint);
  const typed = words.slice(0, words[0] === 'corpus' ? 2 : 1).join(' ');
  return new UsageError(`There is no command "${typed}".${suggest(typed, names)}`, hint);
}

/** Says what happened and what to do. @returns the exit code */
function explain(error: unknown): number {
  if (error instanceof Interrupted) {
    say(error.message);
    return interruptedCode;
  }
  if (error instanceof UsageError || error instanceof CommandError) {
    say(`patchgrad: ${error.message}\n${error.hint}`);
    return error instanceof UsageError ? 2 : 1;
  }
  if (error instanceof FailureError) say(`patchgrad: ${error.message}\n${error.failure.hint}`);
  else say(`patchgrad: ${reasonOf(error)}`);
  return 1;
}

// A reader such as `head` that has seen enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
const code = await run(process.argv.slice(2)).then(() => 0, explain);
// What is written is sent first; the engine's own handles would keep the process alive.
process.stdout.write('', () => process.exit(code));
