/** Ciphers by their OpenSSL names: sizes of key and iv, and whether they are still thought to hold. */

interface Cipher {
  readonly strength: 'strong' | 'weak';
  /** Bytes. */
  readonly key: number;
  /** Bytes; none: the cipher takes no iv; any: every length but none. */
  readonly iv: number | 'none' | 'any';
}

/** The names that Node 20 offers without the legacy provider, as far as code is likely to use them. */
const ciphers = new Map<string, Cipher>([
  ['des-ede3', { strength: 'weak', key: 24, iv: 'none' }],
  ...['cbc', 'cfb', 'ofb'].map((mode): [string, Cipher] => [
    `des-ede3-${mode}`,
    { strength: 'weak', key: 24, iv: 8 },
  ]),
  ...[128, 192, 256].flatMap((bits): [string, Cipher][] => [
    // Equal blocks stay equal.
    [`aes-${bits}-ecb`, { strength: 'weak', key: bits / 8, iv: 'none' }],
    [`aes-${bits}-cbc`, { strength: 'strong', key: bits / 8, iv: 16 }],
    [`aes-${bits}-ctr`, { strength: 'strong', key: bits / 8, iv: 16 }],
    [`aes-${bits}-gcm`, { strength: 'strong', key: bits / 8, iv: 'any' }],
  ]),
]);

/** What starting a cipher with a key and an iv of these many bytes comes to; an iv of null is none. */
export function startCipher(
  name: string,
  keyBytes: number,
  ivBytes: number | null,
): Pick<Cipher, 'strength'> | { readonly error: string } {
  const cipher = ciphers.get(name.toLowerCase());
  if (cipher === undefined) return { error: 'Unknown cipher' };
  const size = ivBytes ?? 0;
  const isRight = cipher.iv === 'any' ? size > 0 : size === (cipher.iv === 'none' ? 0 : cipher.iv);
  if (!isRight) return { error: 'Invalid initialization vector' };
  if (keyBytes !== cipher.key) return { error: 'Invalid key length' };
  return { strength: cipher.strength };
}

/** Whether the cipher also gives a tag that shows changes of the text. */
export const hasTag = (name: string) => name.toLowerCase().endsWith('-gcm');
