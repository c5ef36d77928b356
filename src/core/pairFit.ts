/** Whether an imported pair fits a model and the settings of a run. Pure; the page counts with it too. */

/** Tokens of a task made from a pair. */
export interface PairSize {
  readonly prompt: number;
  /** Of the longer side, its end token included. */
  readonly side: number;
}

export interface PairLimits {
  /** Tokens that the model holds: max_position_embeddings. */
  readonly context: number;
  readonly maxCompletionLength: number;
}

/** Why a pair cannot train, in the order in which it is asked; a pair has one reason. */
export const unfitReasons = {
  'same-sides': 'Both sides are the same code, so nothing would be rewarded.',
  'no-prompt':
    'There is no prompt and the sides begin with different lines, so nothing says what to write: add a prompt.',
  context:
    'Prompt and longer side exceed the context of the model: cut the pair down to the changed part.',
  'long-side':
    'The longer side exceeds the setting “Longest completion”: raise it, or cut the pair down.',
  'long-prompt':
    'The prompt leaves no room for the setting “Longest completion” in the context: lower it, or cut the pair down.',
} as const satisfies Record<string, string>;

export type UnfitReason = keyof typeof unfitReasons;

/** In the order of the table. */
// Object.keys forgets the names that the table's type holds.
export const unfitReasonNames = Object.keys(unfitReasons) as UnfitReason[];

/** Why a pair of this size cannot train, or null when it can. */
export function unfitReason(
  { prompt, side }: PairSize,
  { context, maxCompletionLength }: PairLimits,
): UnfitReason | null {
  if (prompt + side > context) return 'context';
  if (side > maxCompletionLength) return 'long-side';
  // A completion may become as long as the setting, whatever its pair.
  return prompt + maxCompletionLength > context ? 'long-prompt' : null;
}
