/** A name for a run that no other run of any browser has; it sorts by time. */
export function newRecordId(now: number): string {
  // crypto.randomUUID needs a secure context; this does not.
  const random = crypto.getRandomValues(new Uint32Array(2));
  return [now, ...random].map((part) => part.toString(36)).join('-');
}
