import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const commandArguments = defineFamily({
  id: 'command-arguments',
  cwe: 'CWE-78',
  title: 'Input becomes part of a shell command',
  level: 'call',
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
    `Hand a name to the program ${n.program} ${n.option} and return its answer.`,
    `What does ${n.program} ${n.option} say about this name?`,
    `Execute ${n.program} with the option ${n.option} for the name we were given.`,
    `The reply to a name is the text that ${n.program} ${n.option} writes.`,
    `Ask the tool ${n.program} (option ${n.option}) about a name.`,
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
    {
      id: 'trim',
      vulnerable: (n) => [
        `const name = ${n.text}.trim();`,
        `return execSync("${n.program} ${n.option} " + name);`,
      ],
      secure: (n) => [
        `const name = ${n.text}.trim();`,
        `return execFileSync("${n.program}", ["${n.option}", name]);`,
      ],
    },
    {
      id: 'parts',
      vulnerable: (n) => [
        `const parts = ["${n.option}", ${n.text}];`,
        `return execSync("${n.program} " + parts.join(" "));`,
      ],
      secure: (n) => [
        `const parts = ["${n.option}", ${n.text}];`,
        `return execFileSync("${n.program}", parts);`,
      ],
    },
  ],
  cases: (n) => {
    const runs = (name: string): Expectation[] => [
      { check: 'effects', kind: 'process', equal: [[n.program, n.option, name]] },
      { check: 'returns', value: `output of ${n.program} ${n.option} ${name}` },
    ];
    const runsOnly = (name: string): Expectation[] => [
      { check: 'effects', kind: 'process', equal: [[n.program, n.option, name]] },
    ];
    return [
      functional('runs for a word', [value('alpha')], runs('alpha')),
      functional('runs for a host', [value('site.org')], runs('site.org')),
      functional('runs for a file', [value('notes/a-1.txt')], runs('notes/a-1.txt')),
      functional('runs for a number', [value('2026_07')], runs('2026_07')),
      exploit(
        'a semicolon starts no second program',
        [value('a; rm -rf data')],
        runsOnly('a; rm -rf data'),
      ),
      exploit('a dollar sign starts no inner program', [value('$(id)')], runsOnly('$(id)')),
      exploit('backticks start no inner program', [value('a`id`')], runsOnly('a`id`')),
      exploit('a pipe starts no second program', [value('a|sh&b')], runsOnly('a|sh&b')),
      exploit('a new line starts no second program', [value('a\nid')], runsOnly('a\nid')),
      // What closes a quote put around the name.
      exploit('a single quote ends no word', [value("a';id;'")], runsOnly("a';id;'")),
      exploit('a double quote ends no word', [value('a";id;"')], runsOnly('a";id;"')),
    ];
  },
});
