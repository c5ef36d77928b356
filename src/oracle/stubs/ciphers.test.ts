import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hasTag, startCipher } from './ciphers.ts';

describe('ciphers', () => {
  const names = ['des-ede3', 'des-ede3-cbc', 'AES-128-CBC', 'aes-192-ecb', 'aes-192-gcm', 'aes-9'];
  it.each(names)('%s takes the keys and ivs that it takes in Node', (name) => {
    for (const key of [16, 24]) {
      for (const iv of [null, 0, 8, 16]) {
        let error: string | null = null;
        try {
          createCipheriv(name, Buffer.alloc(key), iv === null ? null : Buffer.alloc(iv));
        } catch (thrown) {
          error = String(thrown);
        }
        const answer = startCipher(name, key, iv);
        if (error === null) expect(answer).toHaveProperty('strength');
        else if ('error' in answer) expect(error).toContain(answer.error);
        else expect.fail(`${name} with ${key} and ${String(iv)} should fail: ${error}`);
      }
    }
  });
  it('tells weak ones', () => {
    expect(startCipher('des-ede3-cbc', 24, 8)).toEqual({ strength: 'weak' });
    expect(startCipher('aes-256-ecb', 32, null)).toEqual({ strength: 'weak' });
    expect(startCipher('aes-256-gcm', 32, 12)).toEqual({ strength: 'strong' });
  });
  it('knows which give a tag', () => {
    expect(names.filter(hasTag)).toEqual(['aes-192-gcm']);
  });
});
