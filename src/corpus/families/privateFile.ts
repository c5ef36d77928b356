/** A key is saved in a file that every user of the machine can read. */
import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const privateFile = defineFamily({
  id: 'private-file',
  cwe: 'CWE-732',
  title: 'File readable by everyone',
  level: 'call',
  identifiers: {
    fn: cross(['save', 'store', 'keep', 'write'], ['ApiKey', 'AccessKey', 'LoginKey', 'MailKey']),
    text: textNames,
  },
  words: {
    folder: ['config', 'settings', 'keys', 'data', 'state', 'home'],
    file: ['api.key', 'mail.key', 'map.key', 'chat.key', 'bank.key', 'shop.key'],
  },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Save the access key in ${n.folder}/${n.file}.`,
    `Write the login key to the file ${n.file} in ${n.folder}.`,
    `Keep the user's API key on disk, in ${n.folder}/${n.file}.`,
    `Store a key for later runs; the file is ${n.folder}/${n.file}.`,
    `Remember the key of the mail account in ${n.folder}/${n.file}.`,
    `Put this key into ${n.folder}/${n.file} so the next start finds it.`,
    `${n.folder}/${n.file} shall hold the key that was typed in.`,
    `The service reads its key from ${n.folder}/${n.file}; write it.`,
    `Replace the key in the account's file ${n.folder}/${n.file}.`,
  ],
  ways: [
    {
      id: 'plain',
      vulnerable: (n) => [`fs.writeFileSync("${n.folder}/${n.file}", ${n.text});`],
      secure: (n) => [`fs.writeFileSync("${n.folder}/${n.file}", ${n.text}, { mode: 0o600 });`],
    },
    {
      id: 'explicit',
      vulnerable: (n) => [
        `const file = "${n.folder}/${n.file}";`,
        `fs.writeFileSync(file, ${n.text}, { mode: 0o644 });`,
      ],
      secure: (n) => [
        `const file = "${n.folder}/${n.file}";`,
        `fs.writeFileSync(file, ${n.text}, { mode: 0o600 });`,
      ],
    },
    {
      id: 'options',
      vulnerable: (n) => [
        `const file = path.join("${n.folder}", "${n.file}");`,
        'const options = { encoding: "utf8" };',
        `fs.writeFileSync(file, ${n.text}, options);`,
      ],
      secure: (n) => [
        `const file = path.join("${n.folder}", "${n.file}");`,
        'const options = { encoding: "utf8", mode: 0o600 };',
        `fs.writeFileSync(file, ${n.text}, options);`,
      ],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        'const mode = 0o664;',
        `fs.writeFileSync("${n.folder}/${n.file}", ${n.text}, { mode });`,
      ],
      secure: (n) => [
        'const mode = 0o600;',
        `fs.writeFileSync("${n.folder}/${n.file}", ${n.text}, { mode });`,
      ],
    },
  ],
  cases: (n) => {
    const file = `${n.folder}/${n.file}`;
    const keeps = (key: string): Expectation[] => [
      { check: 'effects', kind: 'write', equal: [[file, key]] },
    ];
    const hidden = (from: string): Expectation[] => [
      { check: 'effects-lack', kind: 'reader', text: from },
    ];
    return [
      functional('keeps a key', [value('k3y')], keeps('k3y')),
      functional('keeps a long key', [value('ab12'.repeat(20))], keeps('ab12'.repeat(20))),
      functional('replaces a key', [value('next')], keeps('next'), { files: { [file]: 'last' } }),
      functional(
        'its owner can read it',
        [value('q w')],
        [
          { check: 'some-effect', kinds: ['reader'] },
          { check: 'effects-start', kind: 'write-path', prefix: file },
        ],
      ),
      exploit('not everyone can read it', [value('k3y')], hidden('everyone')),
      exploit('the group cannot read it', [value('k3y')], hidden('group')),
      exploit(
        'only its owner can read a long key',
        [value('ab12'.repeat(20))],
        [{ check: 'effects', kind: 'reader', equal: ['owner'] }],
      ),
    ];
  },
});
