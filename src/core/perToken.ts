/** Arrays [B,T]: one row per completion, one number per completion token. Rows may differ in length. */

/** [B,T], rows possibly of different length. */
export type PerToken = readonly (readonly number[])[];

/** Applies a function to every position [B,T]. */
export function mapTokens(
  array: PerToken,
  map: (value: number, row: number, token: number) => number,
): number[][] {
  return array.map((values, row) => values.map((value, token) => map(value, row, token)));
}

/** Number of tokens in the loss: how many entries of completionMask [B,T] are not 0. */
export function countTokens(completionMask: PerToken): number {
  return completionMask.reduce((sum, row) => sum + row.filter((m) => m !== 0).length, 0);
}

/**
 * Mean of the values [B,T] where completionMask [B,T] is not 0; 0 when nothing is in the mask.
 * Values outside the mask are never read, so padding may hold NaN.
 */
export function maskedMean(values: PerToken, completionMask: PerToken): number {
  let sum = 0;
  let count = 0;
  completionMask.forEach((row, b) =>
    row.forEach((m, t) => {
      if (m === 0) return;
      sum += values[b][t];
      count += 1;
    }),
  );
  return count === 0 ? 0 : sum / count;
}

/**
 * Refuses arrays [B,T] of different shape, which would otherwise become NaN far from their cause.
 * @throws RangeError naming the array, the row and both lengths.
 */
export function requireSameShape(expected: PerToken, arrays: Readonly<Record<string, PerToken>>) {
  for (const [name, array] of Object.entries(arrays)) {
    if (array.length !== expected.length) {
      throw new RangeError(
        `${name} has ${array.length} rows but completionMask has ${expected.length}; pass one row per completion.`,
      );
    }
    array.forEach((row, b) => {
      if (row.length !== expected[b].length) {
        throw new RangeError(
          `${name}[${b}] has ${row.length} tokens but completionMask[${b}] has ${expected[b].length}; pass one value per completion token.`,
        );
      }
    });
  }
}
