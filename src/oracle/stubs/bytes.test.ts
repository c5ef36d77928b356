import { describe, expect, it } from 'vitest';
import { decodeBytes, encodeBytes } from './bytes.ts';

describe('bytes', () => {
  const forms = ['utf8', 'hex', 'base64', 'base64url'] as const;
  it.each(['', 'a', 'ab', 'née', '\ufeff~~~???', '{"a":1}'])('writes %j as Node does', (text) => {
    for (const form of forms) {
      const written = Buffer.from(text).toString(form);
      const hex = Buffer.from(text).toString('hex');
      expect(encodeBytes(written, form)).toBe(hex);
      expect(decodeBytes(hex, form)).toBe(written);
    }
  });
  it.each(['e30=', 'e30', 'e', 'e3 0.', '-_-_'])(
    'reads the base64 text %j as Node does',
    (text) => {
      expect(encodeBytes(text, 'base64url')).toBe(Buffer.from(text, 'base64url').toString('hex'));
    },
  );
  it('knows no other encoding', () => {
    expect(encodeBytes('a', 'rot13')).toBeNull();
    expect(decodeBytes('61', 'rot13')).toBeNull();
  });
});
