/** Processes, started through a shell or directly. */
import { readArguments } from '../stubs/programArguments.ts';
import { shellCommands } from '../stubs/shell.ts';
import { text, texts, type EffectArea } from './area.ts';

export const processes: EffectArea = {
  guest: String.raw`
  expose('execSync', (command) => effect('shell', [command]));
  expose('execFileSync', (program, args) => effect('process', [program, args]));
`,
  handlers: {
    shell: ([command], record) => {
      const commands = shellCommands(text.parse(command));
      for (const words of commands) record('process', words);
      return { value: commands.map((words) => `output of ${words.join(' ')}`).join('\n') };
    },
    process: ([program, args], record) => {
      const words = [text.parse(program), ...(texts.nullish().parse(args) ?? [])];
      const { options, operands } = readArguments(words.slice(1));
      record('process', words);
      record('options', options);
      record('operands', operands);
      return { value: `output of ${words.join(' ')}` };
    },
  },
};
