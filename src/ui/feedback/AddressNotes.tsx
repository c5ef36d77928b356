import type { Messages } from '../i18n/en.ts';
import { useText } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import type { AddressNote } from '../state/configHash.ts';

function wordsOf(note: AddressNote, { shell, settings }: Messages): string {
  const t = shell.notes;
  const labels: Readonly<Record<string, { readonly label: string }>> = settings;
  switch (note.kind) {
    case 'version':
      return t.version(note.given, note.read);
    case 'unknown':
      return t.unknown(note.name);
    case 'refused':
      return t.refused(labels[note.name]?.label ?? note.name, note.text);
    case 'screen':
      return t.screen(note.name);
    case 'card':
      return t.card(note.name);
  }
}

/** What could not be used of the link that opened the page. */
export function AddressNotes() {
  const t = useText();
  const notes = usePageState((state) => state.notes);
  if (notes.length === 0) return null;
  return (
    <div role="status">
      {notes.map((note) => (
        <p key={JSON.stringify(note)} className="note">
          {wordsOf(note, t)}
        </p>
      ))}
    </div>
  );
}
