/** Which rows of a long list are drawn, and where a key leads. Pure. */

/** CSS pixels. */
export const rowHeight = 30;

/** Rows above and below what is in view, so that a slow drawing shows no gap. */
const margin = 8;

export function rowsInView(
  { top, height }: { readonly top: number; readonly height: number },
  rows: number,
): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.min(rows, Math.floor(top / rowHeight) - margin));
  return { first, last: Math.min(rows, Math.ceil((top + height) / rowHeight) + margin) };
}

/** @param current -1: none is chosen. @returns null when the key leads nowhere */
export function moved(key: string, current: number, rows: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -rows,
    End: rows,
  };
  const step = steps[key];
  if (step === undefined || rows === 0) return null;
  const from = current === -1 && step > 0 && key !== 'End' ? -1 : Math.max(0, current);
  return Math.max(0, Math.min(rows - 1, from + (current === -1 && key === 'PageDown' ? 1 : step)));
}
