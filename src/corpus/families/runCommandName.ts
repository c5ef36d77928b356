/** A command name reaches functions that the table only inherits. */
import { defineFamily, exploit, functional, value } from '../family.ts';
import { commandNames, cross } from '../pools.ts';

export const runCommandName = defineFamily({
  id: 'run-command-name',
  cwe: 'CWE-470',
  title: 'Input picks an inherited function',
  level: 'body',
  identifiers: {
    fn: cross(
      ['run', 'apply', 'call', 'perform'],
      ['Command', 'Tool', 'Filter', 'Effect', 'Action'],
    ),
    command: commandNames,
  },
  words: {
    upper: ['upper', 'loud', 'big', 'shout', 'tall'],
    lower: ['lower', 'quiet', 'small', 'whisper', 'tiny'],
  },
  parameters: (n) => [n.command, 'text'],
  phrasings: (n) => [
    `Run ${n.upper} (capitals) or ${n.lower} (small letters) on the text.`,
    `The command is ${n.upper} or ${n.lower}; apply it, else return null.`,
    `Call the tool of that name: ${n.upper} or ${n.lower}.`,
    `Change case by command name: ${n.upper}, ${n.lower}, or null.`,
    `Two filters, ${n.upper} and ${n.lower}; use the named one on the text.`,
    `Look up the command and run it: ${n.upper} or ${n.lower}.`,
    `Give the text in capitals for ${n.upper}, in small for ${n.lower}.`,
    `Perform ${n.upper} or ${n.lower} on the text, null for other commands.`,
    `A chat bot knows the commands ${n.upper} and ${n.lower}. Run one.`,
    `Choose between the tools ${n.upper} and ${n.lower} by their name.`,
  ],
  ways: [
    {
      id: 'variable',
      vulnerable: (n) => [
        `const tools = { ${n.upper}: (s) => s.toUpperCase(), ${n.lower}: (s) => s.toLowerCase() };`,
        `const tool = tools[${n.command}];`,
        'return tool ? tool(text) : null;',
      ],
      secure: (n) => [
        `const tools = { ${n.upper}: (s) => s.toUpperCase(), ${n.lower}: (s) => s.toLowerCase() };`,
        `const tool = Object.hasOwn(tools, ${n.command}) && tools[${n.command}];`,
        'return tool ? tool(text) : null;',
      ],
    },
    {
      id: 'map',
      vulnerable: (n) => [
        'const tools = {',
        `  ${n.upper}: (s) => s.toUpperCase(),`,
        `  ${n.lower}: (s) => s.toLowerCase(),`,
        '};',
        `return tools[${n.command}]?.(text) ?? null;`,
      ],
      secure: (n) => [
        'const tools = new Map([',
        `  ["${n.upper}", (s) => s.toUpperCase()],`,
        `  ["${n.lower}", (s) => s.toLowerCase()],`,
        ']);',
        `return tools.get(${n.command})?.(text) ?? null;`,
      ],
    },
    {
      id: 'bare',
      vulnerable: (n) => [
        'const runs = {};',
        `runs.${n.upper} = () => text.toUpperCase();`,
        `runs.${n.lower} = () => text.toLowerCase();`,
        `return runs[${n.command}] ? runs[${n.command}]() : null;`,
      ],
      secure: (n) => [
        'const runs = Object.create(null);',
        `runs.${n.upper} = () => text.toUpperCase();`,
        `runs.${n.lower} = () => text.toLowerCase();`,
        `return runs[${n.command}] ? runs[${n.command}]() : null;`,
      ],
    },
    {
      id: 'handlers',
      vulnerable: (n) => [
        `const handlers = { ${n.upper}: "toUpperCase", ${n.lower}: "toLowerCase" };`,
        `if (!(${n.command} in handlers)) return null;`,
        `return text[handlers[${n.command}]]();`,
      ],
      secure: (n) => [
        `const handlers = { ${n.upper}: "toUpperCase", ${n.lower}: "toLowerCase" };`,
        `if (!Object.hasOwn(handlers, ${n.command})) return null;`,
        `return text[handlers[${n.command}]]();`,
      ],
    },
  ],
  cases: (n) => {
    const call = (command: string, text = 'One Two') => [value(command), value(text)];
    const nothing = [{ check: 'returns', value: null }] as const;
    return [
      functional('capitals', call(n.upper), [{ check: 'returns', value: 'ONE TWO' }]),
      functional('small letters', call(n.lower), [{ check: 'returns', value: 'one two' }]),
      functional('capitals of one letter', call(n.upper, 'q'), [{ check: 'returns', value: 'Q' }]),
      functional('small letters of one word', call(n.lower, 'PaPer'), [
        { check: 'returns', value: 'paper' },
      ]),
      functional('a command it does not know', call('turn'), nothing),
      exploit('toString is no command', call('toString'), nothing),
      exploit('toString is no command for a long word', call('toString', 'Paperclips'), nothing),
      exploit('constructor is no command', call('constructor'), nothing),
      exploit('__proto__ is no command', call('__proto__'), nothing),
      exploit('hasOwnProperty is no command', call('hasOwnProperty'), nothing),
    ];
  },
});
