import { useState } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import type { WritingOptions } from '../../worker/generationContract.ts';
import { useText } from '../i18n/language.ts';
import { optionKeys, withOption } from './choices.ts';

interface OptionFieldProps {
  readonly name: keyof WritingOptions;
  readonly options: WritingOptions;
  readonly onChange: (options: WritingOptions) => void;
}

function OptionField({ name, options, onChange }: OptionFieldProps) {
  const t = useText().generate;
  // What is typed may be on its way to a value ("0." to "0.5"), so it stays as typed until the end.
  const [draft, setDraft] = useState<string | null>(null);
  const { label, meaning } = t.options[name];
  return (
    <TextField
      className="option"
      value={draft ?? String(options[name])}
      isInvalid={draft !== null && withOption(options, name, draft) === null}
      onChange={(text) => {
        setDraft(text);
        const changed = withOption(options, name, text);
        if (changed !== null) onChange(changed);
      }}
      onBlur={() => setDraft(null)}
    >
      <Label>{label}</Label>
      <Input inputMode="decimal" />
      <Text slot="description">{meaning}</Text>
      <FieldError>{t.refused}</FieldError>
    </TextField>
  );
}

/** How all columns write. */
export function OptionFields(props: Pick<OptionFieldProps, 'options' | 'onChange'>) {
  const t = useText().generate;
  return (
    <div className="options" role="group" aria-label={t.how}>
      {optionKeys.map((name) => (
        <OptionField key={name} name={name} {...props} />
      ))}
    </div>
  );
}
