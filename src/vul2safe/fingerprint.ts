/** SHA-256: names an answer by what was asked, and makes marks that no code can hold. */

/** @returns 64 hexadecimal digits */
export async function fingerprintOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
