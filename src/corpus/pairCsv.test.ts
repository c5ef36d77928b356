import { describe, expect, it } from 'vitest';
import { readFileOfPairs } from './testing/pairEvents.ts';

const header = 'prompt,vulnerable,secure,cwe,language\n';
const read = async (text: string, rowLimit?: number) => {
  const { pairs, errors } = await readFileOfPairs(text, 'csv', rowLimit ? { rowLimit } : {});
  return { pairs: pairs.map(({ line, pair }) => ({ line, ...pair })), errors };
};

describe('pairs in CSV', () => {
  it('takes quotes, separators and line breaks in fields, and other columns', async () => {
    const { pairs, errors } = await read(
      'extra,Secure,vulnerable,license\r\n1,"a, ""b""\r\n",c,MIT\r\n\r\n,"",d,\r\n',
    );
    expect(errors).toEqual([]);
    expect(pairs).toMatchObject([
      { line: 2, id: 'line-2', vulnerable: 'c', secure: 'a, "b"\r\n', license: 'MIT' },
      { line: 5, vulnerable: 'd', secure: '', license: null },
    ]);
  });

  it('takes a row in which every field is quoted, the first over two lines', async () => {
    const { pairs, errors } = await read(
      ['"vulnerable","secure"', '"a', '","b"', '"","c"', '"""","d"', ''].join('\n'),
    );
    expect(errors).toEqual([]);
    expect(pairs.map(({ vulnerable }) => vulnerable)).toEqual(['a\n', '', '"']);
  });

  it.each([';', '\t'])('finds the separator %j in the first row', async (separator) => {
    const { pairs } = await read(`vulnerable${separator}secure\na,b${separator}"c${separator}"\n`);
    expect(pairs).toMatchObject([{ vulnerable: 'a,b', secure: `c${separator}` }]);
  });

  it.each([
    ['prompt,vulnerable\na,b\n', /secure is missing/],
    ['vulnerable,secure,Secure\na,b,c\n', /secure stands there twice/],
    ['vulner\0able,secure\na,b\n', /zero byte/],
  ])('cannot go on without the names of the columns: %j', async (text, message) => {
    const { pairs, errors } = await read(text);
    expect(pairs).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0].message).toMatch(message);
  });

  it('a row without its closing quote takes no other with it', async () => {
    const { pairs, errors } = await read(
      `${header}a,"b\nc\nd,e,CWE-1,c\nf,"g\nh",i,CWE-2,c\nj,k,l,m,n\n`,
    );
    expect(pairs.map(({ line, vulnerable }) => [line, vulnerable])).toEqual([
      [5, 'g\nh'],
      [7, 'k'],
    ]);
    // The lost row begins on line 2; line 4 looks like the rest of it.
    expect(errors).toMatchObject([{ line: 2 }]);
    expect(errors[0].message).toMatch(/quote is missing .*up to line 4/);
  });

  it.each([
    ['spaced like code', 'a,b,c,d,e\n', '  f(a, b, c, d, e);\n'],
    ['without quotes, as no row before', '"a","b","c","d","e"\n'.repeat(20), 'f(a,b,c,d,e);\n'],
  ])('a line of a broken row is no row: %s', async (_, before, code) => {
    const broken = `x,g(""),"{\n${code}\n${code}}",d,e\n`;
    const { pairs, errors } = await read(`${header}${before}${broken}f,"g",h,i,j\n`);
    const rows = before.split('\n').length - 1;
    expect(pairs.map(({ vulnerable }) => vulnerable)).toEqual([
      ...Array<string>(rows).fill('b'),
      'g',
    ]);
    expect(errors).toMatchObject([{ line: rows + 2 }]);
    expect(errors[0].message).toContain(`nothing up to line ${rows + 6} is a row`);
  });

  it('a quote that is never closed costs one row', async () => {
    const { pairs, errors } = await read(`${header}a,"b,c,d,e\n${'f,g,h,i,j\n'.repeat(50)}`, 200);
    expect(pairs).toHaveLength(50);
    expect(errors).toHaveLength(1);
    const atTheEnd = await read(`${header}f,g,h,i,j\na,"b,c,d,e`);
    expect(atTheEnd).toMatchObject({ pairs: [{ line: 2 }], errors: [{ line: 3 }] });
  });

  it.each(['a,b"c,d,e,f', 'a,"b"c,d,e,f', 'a,b,c', 'a,b,c,d,e,f'])('refuses %j', async (row) => {
    const { pairs, errors } = await read(`${header}${row}\na,b,c,d,e\n`);
    expect(pairs).toMatchObject([{ line: 3 }]);
    expect(errors).toMatchObject([{ line: 2 }]);
  });

  it('a line that is no text inside a field costs its row', async () => {
    const { pairs, errors } = await read(`${header}a,"b\n\0\nc",d,e,f\ng,h,i,j,k\n`);
    expect(pairs).toMatchObject([{ line: 5 }]);
    expect(errors).toMatchObject([{ line: 2 }]);
    expect(errors[0].message).toMatch(/zero byte/);
  });
});
