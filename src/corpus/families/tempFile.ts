/** A text goes to a program by way of a temporary file, under a name that anyone on the machine can take first. */
import type { Expectation, World } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const tempFile = defineFamily({
  id: 'temp-file',
  cwe: 'CWE-377',
  title: 'Temporary file with a known name',
  level: 'body',
  identifiers: {
    fn: cross(
      ['write', 'put', 'drop', 'park', 'make'],
      ['Temp', 'TempFile', 'Scratch', 'TempText'],
    ),
    text: textNames,
  },
  words: {
    stem: ['letter', 'invoice', 'label', 'poster', 'badge', 'recipe', 'flyer', 'menu'],
  },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Put the ${n.stem} into a temporary file and return its path.`,
    `Write a temp file with the ${n.stem} text, give back where it is.`,
    `The printer needs the ${n.stem} as a file for a moment; return its path.`,
    `Return the path of a scratch file that holds this ${n.stem}.`,
    `Drop the text in ${n.stem}.txt under /tmp and return the file's path.`,
    `Keep the ${n.stem} in /tmp for a short while, return the file's path.`,
    `A short-lived ${n.stem}.txt in the temp folder; give back its path.`,
    `Save the ${n.stem} to /tmp until it is printed, return the path.`,
    `Make a throw-away ${n.stem}.txt of this text and return its path.`,
  ],
  ways: [
    {
      id: 'joined',
      vulnerable: (n) => [
        `const file = path.join(os.tmpdir(), "${n.stem}.txt");`,
        `fs.writeFileSync(file, ${n.text});`,
        'return file;',
      ],
      secure: (n) => [
        `const dir = fs.mkdtempSync(path.join(os.tmpdir(), "${n.stem}-"));`,
        `const file = path.join(dir, "${n.stem}.txt");`,
        `fs.writeFileSync(file, ${n.text});`,
        'return file;',
      ],
    },
    {
      id: 'fixed',
      vulnerable: (n) => [
        `const file = "/tmp/${n.stem}.txt";`,
        `fs.writeFileSync(file, ${n.text});`,
        'return file;',
      ],
      secure: (n) => [
        `const file = fs.mkdtempSync("/tmp/${n.stem}-") + "/${n.stem}.txt";`,
        `fs.writeFileSync(file, ${n.text});`,
        'return file;',
      ],
    },
    {
      id: 'folder',
      vulnerable: (n) => [
        'const dir = os.tmpdir();',
        `fs.writeFileSync(dir + "/${n.stem}.txt", ${n.text});`,
        `return dir + "/${n.stem}.txt";`,
      ],
      secure: (n) => [
        `const dir = fs.mkdtempSync(os.tmpdir() + "/${n.stem}-");`,
        `fs.writeFileSync(dir + "/${n.stem}.txt", ${n.text});`,
        `return dir + "/${n.stem}.txt";`,
      ],
    },
    {
      id: 'template',
      vulnerable: (n) => [
        `const name = "${n.stem}.txt";`,
        'const file = `/tmp/${name}`;',
        `fs.writeFileSync(file, ${n.text});`,
        'return file;',
      ],
      secure: (n) => [
        `const name = "${n.stem}.txt";`,
        `const dir = fs.mkdtempSync("/tmp/${n.stem}-");`,
        'const file = `${dir}/${name}`;',
        `fs.writeFileSync(file, ${n.text});`,
        'return file;',
      ],
    },
  ],
  cases: (n) => {
    const known = `/tmp/${n.stem}.txt`;
    const keeps = (text: string): Expectation[] => [
      { check: 'effects', kind: 'written', equal: [text] },
      { check: 'returns-effect', kind: 'write-path' },
      { check: 'matches', pattern: `^/tmp/.*${n.stem}.*\\.txt$` },
    ];
    const link = (target: string): World => ({ links: { [known]: target } });
    const stays: Expectation[] = [
      { check: 'effects-start', kind: 'write-path', prefix: '/tmp/' },
      { check: 'no-effect', kind: 'overwrite' },
    ];
    return [
      functional('keeps a word', [value('hello')], keeps('hello')),
      functional('keeps two lines', [value('dear Ann,\nbye')], keeps('dear Ann,\nbye')),
      functional('keeps an empty text', [value('')], keeps('')),
      functional('leaves other files', [value('a b')], keeps('a b'), {
        files: { '/tmp/other.txt': 'x' },
      }),
      exploit('a file left there is not written over', [value('hello')], stays, {
        files: { [known]: 'of someone else' },
      }),
      exploit('two lines are not written over a file', [value('dear Ann,\nbye 2')], stays, {
        files: { [known]: 'of someone else' },
      }),
      exploit(
        'a link to a settings file is not followed',
        [value('x=1')],
        stays,
        link('/home/ann/.profile'),
      ),
      exploit(
        'a link to a file in /tmp is not followed',
        [value('b')],
        stays,
        link('/tmp/other.txt'),
      ),
    ];
  },
});
