/** A file name is passed to git without a shell, but one that begins with a dash is an option. */
import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, fileNames } from '../pools.ts';

export const gitHistory = defineFamily({
  id: 'git-history',
  cwe: 'CWE-88',
  title: 'Input becomes an option of a program',
  level: 'call',
  identifiers: {
    fn: cross(
      ['show', 'list', 'print', 'get', 'trace'],
      ['History', 'Commits', 'Changes', 'Revisions'],
    ),
    file: fileNames,
  },
  words: {
    command: ['log', 'diff', 'show'],
    option: ['--stat', '--patch', '--raw', '--numstat', '--shortstat', '--summary'],
  },
  parameters: (n) => [n.file],
  phrasings: (n) => [
    `Return what git ${n.command} ${n.option} says about a file.`,
    `Run git ${n.command} with ${n.option} for one file of the repository.`,
    `The history page shows git ${n.command} ${n.option} of a file.`,
    `Ask git for the changes of a file: ${n.command} ${n.option}.`,
    `Get the output of git ${n.command} ${n.option}, one file only.`,
    `Use git ${n.command} ${n.option} to tell how the file has changed.`,
    `Commits of a single file, as git ${n.command} ${n.option} prints them.`,
    `Call git: ${n.command}, ${n.option}, then the name of the file.`,
    `Look into the repository: git ${n.command} ${n.option} on this file.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [
        `return execFileSync("git", ["${n.command}", "${n.option}", ${n.file}]);`,
      ],
      secure: (n) => [
        `return execFileSync("git", ["${n.command}", "${n.option}", "--", ${n.file}]);`,
      ],
    },
    {
      id: 'push',
      vulnerable: (n) => [
        `const args = ["${n.command}", "${n.option}"];`,
        `args.push(${n.file});`,
        'return execFileSync("git", args);',
      ],
      secure: (n) => [
        `const args = ["${n.command}", "${n.option}"];`,
        `args.push("--", ${n.file});`,
        'return execFileSync("git", args);',
      ],
    },
    {
      id: 'early',
      vulnerable: (n) => [
        `const words = ["${n.command}", "${n.option}", ${n.file}];`,
        'return execFileSync("git", words);',
      ],
      secure: (n) => [
        `if (${n.file}.startsWith("-")) return "";`,
        `const words = ["${n.command}", "${n.option}", ${n.file}];`,
        'return execFileSync("git", words);',
      ],
    },
    {
      id: 'concat',
      vulnerable: (n) => [
        `const flags = ["${n.option}"];`,
        `const args = ["${n.command}"].concat(flags, ${n.file});`,
        'return execFileSync("git", args);',
      ],
      secure: (n) => [
        `const flags = ["${n.option}"];`,
        `const args = ["${n.command}"].concat(flags, "--", ${n.file});`,
        'return execFileSync("git", args);',
      ],
    },
  ],
  cases: (n) => {
    const asks = (file: string): Expectation[] => [
      { check: 'effects', kind: 'options', equal: [[n.option]] },
      { check: 'effects', kind: 'operands', equal: [[n.command, file]] },
      { check: 'matches', pattern: `^output of git ${n.command} .*${file}` },
    ];
    const lacks = (option: string): Expectation[] => [
      { check: 'effects-lack', kind: 'options', text: option },
    ];
    return [
      functional('asks for a file', [value('main.js')], asks('main.js')),
      functional('asks for a file in a folder', [value('src/list.ts')], asks('src/list.ts')),
      functional('asks for a name with dashes', [value('docs/a--b-1.md')], asks('docs/a--b-1.md')),
      functional('asks for a name with a space', [value('my plan.txt')], asks('my plan.txt')),
      exploit('writes no file', [value('--output=src/main.js')], lacks('--output')),
      exploit('starts no other program', [value('--ext-diff')], lacks('--ext-diff')),
      exploit('reads no file as an order of files', [value('-O/etc/passwd')], lacks('-O')),
      exploit('shows no other commits', [value('--all')], lacks('--all')),
    ];
  },
});
