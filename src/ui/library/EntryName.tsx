import { useState, type FormEvent } from 'react';
import { Button, Form, Input, TextField } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import type { Shelf } from '../../worker/libraryContract.ts';

interface EntryNameProps {
  readonly shelf: Shelf;
  readonly id: string;
  readonly name: string;
}

function NameForm({ shelf, id, name, onEnd }: EntryNameProps & { readonly onEnd: () => void }) {
  const t = useText().library;
  const { library } = usePage();
  const [text, setText] = useState(name);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onEnd();
    if (text.trim() !== '' && text !== name) void library.rename(shelf, id, text);
  };
  return (
    <Form className="entry-form" onSubmit={save}>
      <TextField
        aria-label={t.name}
        value={text}
        onChange={setText}
        autoFocus
        maxLength={200}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onEnd();
        }}
      >
        <Input onFocus={(event) => event.target.select()} />
      </TextField>
      <Button className="button small" type="submit">
        {t.save}
      </Button>
      <Button className="button small quiet" onPress={onEnd}>
        {t.cancel}
      </Button>
    </Form>
  );
}

/** The name of a run or of data, which the reader may change. A name is only ever text. */
export function EntryName(props: EntryNameProps) {
  const t = useText().library;
  const [isEditing, setEditing] = useState(false);
  if (isEditing) return <NameForm {...props} onEnd={() => setEditing(false)} />;
  return (
    <div className="entry-name">
      <h3>{props.name}</h3>
      <Button
        className="button small quiet"
        aria-label={`${t.rename}: ${props.name}`}
        onPress={() => setEditing(true)}
      >
        {t.rename}
      </Button>
    </div>
  );
}
