/** XML is parsed with entities that name files and pages. */
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const xmlTitle = defineFamily({
  id: 'xml-title',
  cwe: 'CWE-611',
  title: 'XML with outside entities',
  level: 'call',
  identifiers: {
    fn: cross(
      ['xml', 'feed', 'markup', 'document'],
      ['Title', 'Headline', 'Element', 'Tag', 'Node'],
    ),
    text: textNames,
  },
  words: { tag: ['title', 'name', 'author', 'city', 'subject', 'artist', 'place', 'genre'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Return the ${n.tag} element of an XML document.`,
    `Parse the XML and give back what ${n.tag} says.`,
    `Take the text of <${n.tag}> out of some XML.`,
    `What stands in the ${n.tag} tag of this XML?`,
    `Read an XML feed and return its ${n.tag}.`,
    `Find ${n.tag} in XML that a partner sent.`,
    `The document is XML; hand back the text of its ${n.tag}.`,
    `Get the first ${n.tag} node of an XML text.`,
    `Look into uploaded XML for the ${n.tag} and return it.`,
  ],
  ways: [
    {
      id: 'short',
      vulnerable: (n) => [`return xml.parse(${n.text}, { noent: true }).get("//${n.tag}").text();`],
      secure: (n) => [`return xml.parse(${n.text}, { noent: false }).get("//${n.tag}").text();`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const doc = xml.parse(${n.text}, { noent: true });`,
        `return doc.get("//${n.tag}").text();`,
      ],
      secure: (n) => [`const doc = xml.parse(${n.text});`, `return doc.get("//${n.tag}").text();`],
    },
    {
      id: 'options',
      vulnerable: (n) => [
        'const options = { noblanks: true, noent: true };',
        `const doc = xml.parse(${n.text}, options);`,
        `return doc.get("//${n.tag}").text();`,
      ],
      secure: (n) => [
        'const options = { noblanks: true, noent: false };',
        `const doc = xml.parse(${n.text}, options);`,
        `return doc.get("//${n.tag}").text();`,
      ],
    },
    {
      id: 'steps',
      vulnerable: (n) => [
        `const place = "//${n.tag}";`,
        `const root = xml.parse(${n.text}, { nonet: true, noent: true });`,
        'return root.get(place).text();',
      ],
      secure: (n) => [
        `const place = "//${n.tag}";`,
        `const root = xml.parse(${n.text}, { nonet: true, noent: false });`,
        'return root.get(place).text();',
      ],
    },
  ],
  cases: (n) => {
    const world = { files: { '/etc/passwd': 'root:x:0:0', 'keys.txt': 'k-1207' } };
    const call = (inner: string, start = '') => [value(`${start}<doc>${inner}</doc>`)];
    const entity = (place: string) => `<!DOCTYPE doc [<!ENTITY note SYSTEM ${place}>]>`;
    const here = `<${n.tag}>&note;</${n.tag}>`;
    return [
      functional(
        'reads an element',
        call(`<${n.tag}>Blue</${n.tag}>`),
        [{ check: 'returns', value: 'Blue' }],
        world,
      ),
      functional(
        'reads one of several elements',
        call(`<id>7</id>\n<${n.tag}>two words</${n.tag}><end>x</end>`),
        [{ check: 'returns', value: 'two words' }],
        world,
      ),
      functional(
        'reads the common signs',
        call(`<${n.tag}>a &amp; b &lt; c</${n.tag}>`, '<?xml version="1.0"?>'),
        [{ check: 'returns', value: 'a & b < c' }],
        world,
      ),
      functional(
        'reads an element with an attribute',
        call(`<${n.tag} lang="en">Red</${n.tag}><${n.tag}>Green</${n.tag}>`),
        [{ check: 'returns', value: 'Red' }],
        world,
      ),
      exploit(
        'a file of the system is not read',
        call(here, entity('"file:///etc/passwd"')),
        [{ check: 'no-effect', kind: 'read' }],
        world,
      ),
      exploit(
        'a file for another element is not read',
        call(`<${n.tag}>Blue</${n.tag}><end>&note;</end>`, entity("'keys.txt'")),
        [{ check: 'no-effect', kind: 'read' }],
        world,
      ),
      exploit(
        'a file is not read when the element is missing',
        call('<end>&note;</end>', entity('"keys2.txt"')),
        [{ check: 'no-effect', kind: 'read' }],
        world,
      ),
      exploit(
        'a page of an inner host is not asked for',
        call(here, entity('"http://10.0.0.5/admin"')),
        [{ check: 'no-effect', kind: 'request' }],
        world,
      ),
    ];
  },
});
