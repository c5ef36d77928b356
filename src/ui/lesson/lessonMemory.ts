/** Keeps the notes of the lesson over a reload of the tab. */
import type { PageStore } from '../state/store.ts';
import { noNotes, readNotes, type LessonNotes } from './lessonNotes.ts';

const key = 'patchgrad-lesson';

/** The notes of this tab before it was reloaded. Storage may be refused; then there are none. */
export function restoreNotes(): LessonNotes {
  try {
    return readNotes(sessionStorage.getItem(key));
  } catch {
    return noNotes;
  }
}

/** Writes the notes down from now on. Where storage is refused they last until the page is left. */
export function keepNotes(store: PageStore): void {
  store.subscribe(({ lessonNotes }, before) => {
    if (lessonNotes === before.lessonNotes) return;
    try {
      sessionStorage.setItem(key, JSON.stringify(lessonNotes));
    } catch {
      return;
    }
  });
}
