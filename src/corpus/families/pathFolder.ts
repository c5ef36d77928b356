import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, fileNames, folders } from '../pools.ts';

export const pathFolder = defineFamily({
  id: 'path-folder',
  cwe: 'CWE-22',
  title: 'Path leaves its folder',
  level: 'call',
  identifiers: {
    fn: cross(['read', 'open', 'load', 'show', 'get'], ['File', 'Document', 'Content', 'Entry']),
    file: fileNames,
  },
  words: { folder: folders },
  parameters: (n) => [n.file],
  phrasings: (n) => [
    `Return the text of a file in the ${n.folder} folder.`,
    `Read one of the files in ${n.folder} and return its text.`,
    `Give back what is written in a file of ${n.folder}.`,
    `Load a text file by its name from the folder ${n.folder}.`,
    `Someone names a file of ${n.folder}; return what it says.`,
    `Fetch the text of one document kept in ${n.folder}.`,
    `Return the content of the named file, which lies in ${n.folder}.`,
    `Open a file from our ${n.folder} folder and give back its text.`,
    `The folder ${n.folder} holds text files; read the one asked for.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return fs.readFileSync("${n.folder}/" + ${n.file}, "utf8");`],
      secure: (n) => [`return fs.readFileSync("${n.folder}/" + path.basename(${n.file}), "utf8");`],
    },
    {
      id: 'join',
      vulnerable: (n) => [
        `const file = path.join("${n.folder}", ${n.file});`,
        'return fs.readFileSync(file, "utf8");',
      ],
      secure: (n) => [
        `const file = path.join("${n.folder}", path.basename(${n.file}));`,
        'return fs.readFileSync(file, "utf8");',
      ],
    },
    {
      id: 'folder',
      vulnerable: (n) => [
        `const folder = "${n.folder}/";`,
        `return fs.readFileSync(folder + ${n.file}, "utf8");`,
      ],
      secure: (n) => [
        `const folder = "${n.folder}/";`,
        `return fs.readFileSync(folder + path.basename(${n.file}), "utf8");`,
      ],
    },
    {
      id: 'entry',
      vulnerable: (n) => [
        `const entry = path.normalize(\`${n.folder}/\${${n.file}}\`);`,
        'const text = fs.readFileSync(entry, "utf8");',
        'return text;',
      ],
      secure: (n) => [
        `const entry = path.normalize(\`${n.folder}/\${${n.file}}\`);`,
        `if (!entry.startsWith("${n.folder}/")) return null;`,
        'const text = fs.readFileSync(entry, "utf8");',
        'return text;',
      ],
    },
  ],
  cases: (n) => {
    const world = {
      files: {
        [`${n.folder}/a.txt`]: 'first text',
        [`${n.folder}/list.csv`]: 'x,y',
        [`${n.folder}/old.backup.md`]: 'older',
        [`${n.folder}/notes`]: 'no ending',
        [`${n.folder}-old/b.txt`]: 'of another folder',
        'keys.txt': 'not for readers',
        '/etc/passwd': 'root',
      },
    };
    const reads = (name: string, file: string, text: string) =>
      functional(name, [value(file)], [{ check: 'returns', value: text }], world);
    const stays = (name: string, file: string) =>
      exploit(
        name,
        [value(file)],
        [{ check: 'effects-start', kind: 'read', prefix: `${n.folder}/` }],
        world,
      );
    return [
      reads('reads a.txt', 'a.txt', 'first text'),
      reads('reads list.csv', 'list.csv', 'x,y'),
      reads('reads a name with two dots', 'old.backup.md', 'older'),
      reads('reads a name without an ending', 'notes', 'no ending'),
      stays('does not climb one folder up', '../keys.txt'),
      stays('does not climb by a short name', '../k'),
      stays('does not climb to the root', '../../../etc/passwd'),
      stays('does not climb from an inner folder', 'a/../../keys.txt'),
      stays('does not climb after a dot', './../keys.txt'),
      stays('does not climb into a folder of a like name', `../${n.folder}-old/b.txt`),
      // Taking out "../" once leaves "../" behind.
      stays('does not climb over nested dots', '../....//keys.txt'),
    ];
  },
});
