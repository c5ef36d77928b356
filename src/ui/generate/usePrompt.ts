/** The prompt on the Generate screen: the reader's draft, the text of the address, or a task of the corpus. */
import { useCallback } from 'react';
import type { Failure } from '../../core/failure.ts';
import type { TaskView } from '../../worker/dataContract.ts';
import type { PromptRef } from '../../worker/generationContract.ts';
import { useAnswer } from '../data/answer.ts';
import { usePage, usePageState } from '../page.ts';
import { longestLinkedText, promptOf, type Choices } from './choices.ts';
import type { Choose } from './useChoices.ts';

export interface Prompt {
  /** What the models get. */
  readonly text: string;
  readonly ref: PromptRef;
  /** Null for a text of one's own, and until the task has come. */
  readonly task: TaskView | null;
  readonly failure: Failure | null;
  readonly isOwn: boolean;
  /** Too long for the address. */
  readonly isUnlinked: boolean;
  readonly write: (text: string) => void;
  /** Puts a draft into the address, where it fits. */
  readonly settle: () => void;
  readonly backToTask: () => void;
}

export function usePrompt(choices: Choices, choose: Choose): Prompt {
  const { data, generation } = usePage();
  const { split, number } = choices;
  const draft = usePageState((state) => state.generation.draft);
  const own = draft ?? choices.text;
  const ask = useCallback(() => data.task(split, number - 1), [data, split, number]);
  const { value, failure, isWaiting } = useAnswer(ask);
  const task = isWaiting ? null : value;
  const isUnlinked = own !== null && own.length > longestLinkedText;
  return {
    text: own ?? task?.prompt ?? '',
    ref: promptOf({ ...choices, text: own }),
    task: own === null ? task : null,
    failure: own === null ? failure : null,
    isOwn: own !== null,
    isUnlinked,
    write: generation.setDraft,
    settle: () => {
      if (draft === null) return;
      choose({ text: isUnlinked ? null : draft });
      // An empty draft stands for no link either, but the reader may go on with it.
      if (!isUnlinked && draft !== '') generation.setDraft(null);
    },
    backToTask: () => {
      generation.setDraft(null);
      choose({ text: null });
    },
  };
}
