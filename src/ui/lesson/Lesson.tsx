import { lazy, Suspense, useState } from 'react';
import { usePageState } from '../page.ts';

const LessonPanel = lazy(async () => ({
  default: (await import('./LessonPanel.tsx')).LessonPanel,
}));

/** The lesson beside the screen that its card talks about; nothing outside of the lesson. */
export function Lesson() {
  const id = usePageState((state) => state.lesson);
  // The card that the page was opened with takes no focus: the reader starts at the top.
  const [arrival, setArrival] = useState(id);
  if (id === null && arrival !== null) setArrival(null);
  if (id === null) return null;
  return (
    <Suspense fallback={null}>
      <LessonPanel id={id} arrival={arrival} />
    </Suspense>
  );
}
