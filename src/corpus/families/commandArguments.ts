import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const commandArguments = defineFamily({
  id: 'command-arguments',
  cwe: 'CWE-78',
  title: 'Input becomes part of a shell command',
  identifiers: {
    fn: cross(['run', 'check', 'measure', 'start', 'call'], ['Tool', 'Program', 'Step', 'Task']),
    text: textNames,
  },
  words: {
    program: ['ping', 'wc', 'du', 'file', 'stat', 'head', 'tail', 'sort'],
    option: ['-a', '-c', '-l', '-n', '-s', '-q'],
  },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Run ${n.program} ${n.option} on the given name and return its output.`,
    `Return what ${n.program} ${n.option} prints for a name.`,
    `Start the program ${n.program} with ${n.option} and a name.`,
    `Call ${n.program} ${n.option} for one name, give back the output.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return execSync("${n.program} ${n.option} " + ${n.text});`],
      secure: (n) => [`return execFileSync("${n.program}", ["${n.option}", ${n.text}]);`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const output = execSync("${n.program} ${n.option} " + ${n.text});`,
        'return output;',
      ],
      secure: (n) => [
        `const output = execFileSync("${n.program}", ["${n.option}", ${n.text}]);`,
        'return output;',
      ],
    },
  ],
  cases: (n) => {
    const runs = (name: string): Expectation[] => [
      { check: 'effects', kind: 'process', equal: [[n.program, n.option, name]] },
      { check: 'returns', value: `output of ${n.program} ${n.option} ${name}` },
    ];
    return [
      functional('runs for a word', [value('alpha')], runs('alpha')),
      functional('runs for a host', [value('site.org')], runs('site.org')),
      functional('runs for a file', [value('notes/a-1.txt')], runs('notes/a-1.txt')),
      exploit(
        'a semicolon starts no second program',
        [value('a; rm -rf data')],
        [{ check: 'effects', kind: 'process', equal: [[n.program, n.option, 'a; rm -rf data']] }],
      ),
      exploit(
        'a dollar sign starts no inner program',
        [value('$(id)')],
        [{ check: 'effects', kind: 'process', equal: [[n.program, n.option, '$(id)']] }],
      ),
    ];
  },
});
