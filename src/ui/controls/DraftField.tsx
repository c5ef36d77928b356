import { useState } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';

interface DraftFieldProps {
  readonly className: string;
  readonly label: string;
  readonly meaning: string;
  /** Said of a text that is not taken. */
  readonly refusal: string;
  readonly value: string;
  /** Whether the text was taken. */
  readonly onText: (text: string) => boolean;
}

/** A number. What is typed may be on its way to one ("0." to "0.5"), so it stays as typed until the end. */
export function DraftField(props: DraftFieldProps) {
  const { className, label, meaning, refusal, value, onText } = props;
  const [draft, setDraft] = useState<{ text: string; isTaken: boolean } | null>(null);
  return (
    <TextField
      className={className}
      value={draft?.text ?? value}
      isInvalid={draft?.isTaken === false}
      onChange={(text) => setDraft({ text, isTaken: onText(text) })}
      onBlur={() => setDraft(null)}
    >
      <Label>{label}</Label>
      <Input inputMode="decimal" autoComplete="off" />
      <Text slot="description">{meaning}</Text>
      <FieldError>{refusal}</FieldError>
    </TextField>
  );
}
