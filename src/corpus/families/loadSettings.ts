/** YAML is read by a loader that also builds functions. */
import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const loadSettings = defineFamily({
  id: 'load-settings',
  cwe: 'CWE-502',
  title: 'Loader that builds functions',
  level: 'call',
  identifiers: {
    fn: cross(
      ['parse', 'load', 'read', 'import'],
      ['Yaml', 'Profile', 'Manifest', 'Preset', 'Recipe'],
    ),
    text: textNames,
  },
  words: { field: ['theme', 'width', 'color', 'port', 'level', 'locale', 'mode', 'delay'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Return ${n.field} of a YAML text.`,
    `Parse the YAML and give back its ${n.field}.`,
    `What does this YAML preset say about ${n.field}?`,
    `Read the YAML profile that came in and return ${n.field}.`,
    `Look for ${n.field} in a manifest written as YAML.`,
    `The recipe is YAML; hand its ${n.field} back.`,
    `Load a YAML document and pick ${n.field} out of it.`,
    `Get the value under ${n.field} from a YAML profile.`,
    `Import a preset in YAML and tell its ${n.field}.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return yaml.load(${n.text}).${n.field};`],
      secure: (n) => [`return yaml.safeLoad(${n.text}).${n.field};`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [`const settings = yaml.load(${n.text});`, `return settings.${n.field};`],
      secure: (n) => [`const settings = yaml.safeLoad(${n.text});`, `return settings.${n.field};`],
    },
    {
      id: 'first',
      vulnerable: (n) => [`const [first] = yaml.loadAll(${n.text});`, `return first.${n.field};`],
      secure: (n) => [`const [first] = yaml.safeLoadAll(${n.text});`, `return first.${n.field};`],
    },
    {
      id: 'schema',
      vulnerable: (n) => [
        `const key = "${n.field}";`,
        'const options = { schema: yaml.DEFAULT_FULL_SCHEMA };',
        `return yaml.load(${n.text}, options)[key];`,
      ],
      secure: (n) => [
        `const key = "${n.field}";`,
        'const options = { schema: yaml.DEFAULT_SAFE_SCHEMA };',
        `return yaml.load(${n.text}, options)[key];`,
      ],
    },
  ],
  cases: (n) => {
    const plain: Expectation[] = [{ check: 'no-effect', kind: 'built-object' }];
    const run = '!!js/function "function () { execSync(\'id\'); }"';
    return [
      functional('reads a number', [value(`${n.field}: 5`)], [{ check: 'returns', value: 5 }]),
      functional(
        'reads words',
        [value(`# mine\nother: 1\n${n.field}: dark blue\n`)],
        [{ check: 'returns', value: 'dark blue' }],
      ),
      functional(
        'reads a quoted text',
        [value(`${n.field}: "12"\nother: off`)],
        [{ check: 'returns', value: '12' }],
      ),
      functional(
        'reads true',
        [value(`other: ${n.field}\n${n.field}: true`)],
        [{ check: 'returns', value: true }],
      ),
      exploit('a function in the field is not built', [value(`${n.field}: ${run}`)], plain),
      exploit('an expression in a short text is not built', [value('a: !!js/regexp /b/')], plain),
      exploit(
        'a function beside the field is not built',
        [value(`${n.field}: 5\ntoString: ${run}`)],
        plain,
      ),
      exploit(
        'an expression is not built',
        [value(`other: !!js/regexp /(a+)+$/\n${n.field}: 5`)],
        plain,
      ),
    ];
  },
});
