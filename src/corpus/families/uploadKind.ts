/** A picture that was sent in is kept where a web server serves it, whatever kind of file it is. */
import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, pictureNames } from '../pools.ts';

export const uploadKind = defineFamily({
  id: 'upload-kind',
  cwe: 'CWE-434',
  title: 'Upload without a check of its kind',
  level: 'check',
  identifiers: {
    fn: cross(
      ['store', 'add', 'keep', 'accept', 'receive'],
      ['Photo', 'Avatar', 'Picture', 'Banner'],
    ),
    picture: pictureNames,
  },
  words: {
    folder: ['photos', 'avatars', 'pictures', 'gallery', 'banners', 'covers', 'albums'],
    kind: ['jpg', 'gif', 'webp', 'jpeg'],
  },
  parameters: (n) => [n.picture, 'data'],
  phrasings: (n) => [
    `Store an uploaded png or ${n.kind} in ${n.folder} and return its path.`,
    `Keep the picture (png, ${n.kind}) in ${n.folder}; give back where it is.`,
    `A visitor sends a photo, png or ${n.kind}. Add it to ${n.folder}.`,
    `Write the bytes of a ${n.kind} or png image into ${n.folder}.`,
    `Receive an avatar as png or ${n.kind}, put it under ${n.folder}/.`,
    `Return the path of the new picture in ${n.folder}, png or ${n.kind}.`,
    `Our members add images (${n.kind}, png) to the folder ${n.folder}.`,
    `Put the sent png or ${n.kind} file where ${n.folder} are served.`,
    `Save an image upload, ${n.kind} or png, by its own name in ${n.folder}.`,
  ],
  ways: [
    {
      id: 'ending',
      vulnerable: (n) => [
        `const name = path.basename(${n.picture});`,
        `fs.writeFileSync("${n.folder}/" + name, data);`,
        `return "${n.folder}/" + name;`,
      ],
      secure: (n) => [
        `const name = path.basename(${n.picture});`,
        `if (!/\\.(png|${n.kind})$/.test(name)) return null;`,
        `fs.writeFileSync("${n.folder}/" + name, data);`,
        `return "${n.folder}/" + name;`,
      ],
    },
    {
      id: 'loose',
      vulnerable: (n) => [
        `if (!/\\.(png|${n.kind})/.test(${n.picture})) return null;`,
        `const file = "${n.folder}/" + path.basename(${n.picture});`,
        'fs.writeFileSync(file, data);',
        'return file;',
      ],
      secure: (n) => [
        `if (!/\\.(png|${n.kind})$/.test(${n.picture})) return null;`,
        `const file = "${n.folder}/" + path.basename(${n.picture});`,
        'fs.writeFileSync(file, data);',
        'return file;',
      ],
    },
    {
      id: 'inline',
      vulnerable: (n) => [
        `if (!${n.picture}) throw new Error("No picture");`,
        `const file = path.join("${n.folder}", path.basename(${n.picture}));`,
        'fs.writeFileSync(file, data);',
        'return file;',
      ],
      secure: (n) => [
        `if (!/\\.(png|${n.kind})$/.test(${n.picture})) throw new Error("No picture");`,
        `const file = path.join("${n.folder}", path.basename(${n.picture}));`,
        'fs.writeFileSync(file, data);',
        'return file;',
      ],
    },
    {
      id: 'list',
      vulnerable: (n) => [
        `const target = path.join("${n.folder}", path.basename(${n.picture}));`,
        'fs.writeFileSync(target, data);',
        'return target;',
      ],
      secure: (n) => [
        `const target = path.join("${n.folder}", path.basename(${n.picture}));`,
        `if (!target.endsWith(".png") && !target.endsWith(".${n.kind}")) return null;`,
        'fs.writeFileSync(target, data);',
        'return target;',
      ],
    },
  ],
  cases: (n) => {
    const call = (name: string, data = 'bytes') => [value(name), value(data)];
    const keeps = (name: string, data = 'bytes'): Expectation[] => [
      { check: 'effects', kind: 'write', equal: [[`${n.folder}/${name}`, data]] },
      { check: 'returns', value: `${n.folder}/${name}` },
    ];
    const lacks = (kind: string): Expectation[] => [
      { check: 'effects-lack', kind: 'write-kind', text: kind },
    ];
    return [
      functional('keeps a png', call('cat.png'), keeps('cat.png')),
      functional('keeps the other kind', call(`sea.${n.kind}`, 'b2'), keeps(`sea.${n.kind}`, 'b2')),
      functional('keeps a name with two dots', call('a.b-1.png'), keeps('a.b-1.png')),
      functional('keeps a name of digits', call(`77.${n.kind}`), keeps(`77.${n.kind}`)),
      exploit('keeps no page', call('page.html', '<script>go()</script>'), lacks('html')),
      exploit('keeps no page with a short name', call('a.html', 'hi'), lacks('html')),
      exploit('keeps no script that is all endings', call('.png.js'), lacks('js')),
      exploit('keeps no program', call('shell.php', '<?php go();'), lacks('php')),
      exploit(
        'keeps no page with png in its name',
        call('cat.png.html', '<script>go()</script>'),
        lacks('html'),
      ),
      exploit(
        'keeps no script with the other kind in its name',
        call(`sea.${n.kind}.js`),
        lacks('js'),
      ),
      exploit('keeps no drawing that can hold scripts', call('plan.svg'), lacks('svg')),
    ];
  },
});
