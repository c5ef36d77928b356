import { describe, expect, it } from 'vitest';
import { readXml } from './xml.ts';

const elementsOf = (source: string) =>
  readXml(source, ({ isOutside, value }) => `[${isOutside ? 'outside' : 'inside'} ${value}]`);

describe('readXml', () => {
  it.each([
    ['<a>x</a>', [{ name: 'a', content: 'x' }]],
    [
      '<?xml version="1.0"?>\n<d><!-- no --><a k="1">x y</a><b>1 &lt; 2 &amp; 3</b></d>\n',
      [
        { name: 'a', content: 'x y' },
        { name: 'b', content: '1 < 2 & 3' },
      ],
    ],
    ['<d><a>&other;</a></d>', [{ name: 'a', content: '&other;' }]],
    ['<d><a></d>', []],
    ['<a>x', null],
    ['plain', null],
  ])('%s', (source, elements) => {
    expect(elementsOf(source)).toEqual(elements);
  });

  it.each([
    ['"here"', '[inside here]'],
    ['SYSTEM "file:///etc/passwd"', '[outside file:///etc/passwd]'],
    ["SYSTEM 'keys.txt'", '[outside keys.txt]'],
    ['PUBLIC "-//X" "http://x.org/"', '[outside http://x.org/]'],
  ])('an entity %s', (place, content) => {
    const source = `<!DOCTYPE d [<!ENTITY e ${place}>]>\n<d><a>&e;</a></d>`;
    expect(elementsOf(source)).toEqual([{ name: 'a', content }]);
  });

  it('leaves entities alone that nothing refers to', () => {
    readXml('<!DOCTYPE d [<!ENTITY e SYSTEM "x">]><d><a>1</a></d>', () => {
      throw new Error('It was asked for.');
    });
  });
});
