/** Whether a text that was typed or pasted carries an experiment. Pure. */

/** The part of an address from `#v=` on, or null where there is none. */
export function hashOf(text: string): string | null {
  const at = text.indexOf('#v=');
  if (at === -1) return null;
  const hash = text.slice(at).trim();
  return /\s/.test(hash) ? null : hash;
}
