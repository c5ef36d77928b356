import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const logEntry = defineFamily({
  id: 'log-entry',
  cwe: 'CWE-117',
  title: 'Line breaks in a log entry',
  level: 'call',
  identifiers: {
    fn: cross(
      ['log', 'note', 'record', 'journal'],
      ['Event', 'Action', 'Entry', 'Activity', 'Step'],
    ),
    text: textNames,
  },
  words: { event: ['login', 'search', 'order', 'upload', 'reply', 'signup', 'vote', 'export'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Log "${n.event}: " and the given words.`,
    `Write a log entry that begins with "${n.event}: ".`,
    `Note in the log what came in, after "${n.event}: ".`,
    `Every ${n.event} goes to the log as "${n.event}: ...".`,
    `Put an entry "${n.event}: ..." into the journal.`,
    `Record the ${n.event} in the log, starting with "${n.event}: ".`,
    `Keep a trace of this ${n.event} in our logs ("${n.event}: ").`,
    `The log should tell about the ${n.event}: "${n.event}: ...".`,
    `Append to the log: "${n.event}: ", then the input.`,
    `We want to see in the log who did what: "${n.event}: ...".`,
  ],
  ways: [
    {
      id: 'line',
      vulnerable: (n) => [`log.write("${n.event}: " + ${n.text});`],
      secure: (n) => [`log.write("${n.event}: " + ${n.text}.replace(/[\\r\\n]+/g, " "));`],
    },
    {
      id: 'entry',
      vulnerable: (n) => [`const entry = "${n.event}: " + ${n.text};`, 'log.write(entry);'],
      secure: (n) => [
        `const entry = "${n.event}: " + ${n.text};`,
        'log.write(entry.replace(/[\\r\\n]+/g, " "));',
      ],
    },
    {
      id: 'words',
      vulnerable: (n) => [
        `const words = ${n.text}.trim();`,
        `log.write(\`${n.event}: \${words}\`);`,
      ],
      secure: (n) => [
        `const words = ${n.text}.trim().replace(/[\\r\\n]+/g, " ");`,
        `log.write(\`${n.event}: \${words}\`);`,
      ],
    },
    {
      id: 'message',
      vulnerable: (n) => [`const message = \`${n.event}: \${${n.text}}\`;`, 'log.write(message);'],
      secure: (n) => [
        `const message = \`${n.event}: \${${n.text}}\`;`,
        'log.write(message.replace(/[\\r\\n]+/g, " "));',
      ],
    },
  ],
  cases: (n) => {
    const logs = (text: string): Expectation[] => [
      { check: 'effects', kind: 'log-line', equal: [`${n.event}: ${text}`] },
    ];
    const isOneEntry: Expectation[] = [
      { check: 'effects-start', kind: 'log-line', prefix: `${n.event}: ` },
    ];
    return [
      functional('logs a name', [value('anna')], logs('anna')),
      functional('logs a sentence', [value('red shoes, size 42')], logs('red shoes, size 42')),
      functional('logs signs', [value('a/b (c) "d"')], logs('a/b (c) "d"')),
      functional('logs a number', [value('7')], logs('7')),
      exploit('a new line begins no entry', [value('bob\nadmin: ok')], isOneEntry),
      exploit('a carriage return begins no entry', [value('bob\radmin: ok')], isOneEntry),
      exploit('two breaks begin no entry', [value('a\nadmin: ok\nroot: ok')], isOneEntry),
      exploit('both signs begin no entry', [value('a b\r\n\r\nerror: none')], isOneEntry),
    ];
  },
});
