import { describe, expect, it } from 'vitest';
import { escapeMarkup, markupOf } from './markup.ts';

describe('escapeMarkup', () => {
  it('turns each sign of markup into its entity', () => {
    expect(escapeMarkup(`<a b="c" d='e'>&amp;`)).toBe(
      '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;',
    );
  });
  it('leaves other signs alone', () => {
    expect(escapeMarkup('a/b: 50% + c')).toBe('a/b: 50% + c');
  });
  it('is shown as the text it was', () => {
    const text = `<img src=x onerror="go()"> & 'more'`;
    expect(markupOf(escapeMarkup(text))).toEqual({ shown: text, tags: [] });
  });
});
