/** The newest answer to a question that changes: an answer to an earlier one never comes after it. */
import { useEffect, useState } from 'react';
import type { Failure, Result } from '../../core/failure.ts';

export interface Answer<T> {
  /** The last value; kept while the next one is computed. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly isWaiting: boolean;
}

/** @param ask asks the worker; another function is another question (useCallback), null asks nothing */
export function useAnswer<T>(ask: (() => Promise<Result<T>>) | null): Answer<T> {
  const [state, setState] = useState<{ ask: typeof ask; answer: Answer<T> }>({
    ask: null,
    answer: { value: null, failure: null, isWaiting: false },
  });
  useEffect(() => {
    if (ask === null) return;
    let isOver = false;
    void ask().then((result) => {
      if (isOver) return;
      setState((before) => ({
        ask,
        answer: result.ok
          ? { value: result.value, failure: null, isWaiting: false }
          : { value: before.answer.value, failure: result.failure, isWaiting: false },
      }));
    });
    return () => {
      isOver = true;
    };
  }, [ask]);
  return { ...state.answer, isWaiting: ask !== null && state.ask !== ask };
}
