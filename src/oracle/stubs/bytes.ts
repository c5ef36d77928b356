/** Texts as bytes and back, for the guest's Buffer: bytes travel as hexadecimal text. */

const hexOf = (bytes: Iterable<number>) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const bytesIn = (hex: string) =>
  Uint8Array.from(hex.match(/[\da-f]{2}/gi) ?? [], (p) => parseInt(p, 16));

/** The text without what is no base64 digit, as Node reads it; both alphabets are understood. */
const base64Digits = (text: string) => {
  const digits = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^\w+/]/g, '');
  // One digit alone holds no whole byte.
  return digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
};

/** Bytes of a text in one of Node's encodings as hexadecimal text, or null for an encoding that is not known. */
export function encodeBytes(text: string, form: string): string | null {
  switch (form) {
    case 'utf8':
      return hexOf(new TextEncoder().encode(text));
    case 'hex':
      return hexOf(bytesIn(text));
    case 'base64':
    case 'base64url':
      return hexOf(Array.from(atob(base64Digits(text)), (c) => c.charCodeAt(0)));
    default:
      return null;
  }
}

/** The text that encodeBytes would take for these bytes, or null for an encoding that is not known. */
export function decodeBytes(hex: string, form: string): string | null {
  const bytes = bytesIn(hex);
  const base64 = () => btoa(String.fromCharCode(...bytes));
  switch (form) {
    case 'utf8':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    case 'hex':
      return hex;
    case 'base64':
      return base64();
    case 'base64url':
      return base64().replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    default:
      return null;
  }
}
