/** The runtime tokenizer against the native one, its round trip, and the spans of its tokens. */
import { readFileSync } from 'node:fs';
import { Tokenizer as NativeTokenizer } from 'tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from './tokenizer.ts';

const file = (name: string) => new URL(`../../public/model/${name}`, import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(file(name), 'utf8'));
const tokenizer = createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
const native = NativeTokenizer.fromFile(file('tokenizer.json').pathname);

const codeTexts = [
  '// Look up notes by their status.\nfunction selectRows(db, rawLabel) {\n',
  '  return db.query("SELECT * FROM notes WHERE status = ?", [rawLabel]);\n}\n',
  '  if (!Object.hasOwn(teamOptions, part)) return teamOptions;\n}\n',
  '  res.setHeader("X-Title", rawLabel.replace(/[\\r\\n]/g, ""));\n}\n',
  'XMLHttpRequest_2 = a1b22c333 ?? `${HTMLElement}\t`;\r\n\n\n    // ...',
];

describe('tokenizer', () => {
  it.each([...codeTexts, 'naïve “quotes” — 你好, мир! 👩‍💻\r\n\tx', '', '\uFEFFbom'])(
    'gives the ids of the native tokenizer: %j',
    async (text) => {
      expect(tokenizer.encode(text)).toEqual((await native.encode(text)).getIds());
    },
  );

  it('gives any text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
    );
  });

  it('spans cover the text in order, each character at least once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { spans, text: decoded } = tokenizer.withSpans(tokenizer.encode(text));
        expect(decoded).toBe(text);
        let end = 0;
        for (const span of spans) {
          expect(span.start).toBeLessThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBe(text.length);
      }),
    );
  });

  it('keeps spans inside the text for ids that are no valid UTF-8', () => {
    const ids = fc.array(fc.integer({ min: 0, max: tokenizer.vocabulary - 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(ids, (drawn) => {
        const { spans, text } = tokenizer.withSpans(drawn);
        expect(spans).toHaveLength(drawn.length);
        for (const { start, end } of spans) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        expect(Math.max(0, ...spans.map(({ end }) => end))).toBe(text.length);
      }),
    );
  });

  it('gives the end token an empty span at the end', () => {
    const ids = [...tokenizer.encode('ab'), tokenizer.endToken.id];
    const { text, spans } = tokenizer.withSpans(ids);
    expect(text).toBe('ab');
    expect(spans[spans.length - 1]).toEqual({ start: 2, end: 2 });
  });

  it('refuses a file that is no tokenizer, naming what is missing', () => {
    expect(() => createTokenizer({ model: { type: 'WordPiece' } }, {})).toThrow(/model/);
  });
});
