import type { Outcome } from '../outcome.ts';

/** An outcome with the given cases passed: functional, then exploit. */
export function outcomeOf(
  functional: readonly boolean[],
  exploit: readonly boolean[],
  parses = true,
): Outcome {
  const cases = (kind: 'functional' | 'exploit', passes: readonly boolean[]) =>
    passes.map((passed, i) => ({ kind, name: `${kind} ${i}`, passed, detail: passed ? '' : 'no' }));
  return {
    parses,
    cases: [...cases('functional', functional), ...cases('exploit', exploit)],
    stopped: parses ? 'none' : 'syntax',
    elapsedMs: 1,
  };
}
