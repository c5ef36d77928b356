import type { WritingOptions } from '../../worker/generationContract.ts';
import { DraftField } from '../controls/DraftField.tsx';
import { useText } from '../i18n/language.ts';
import { optionKeys, withOption } from './choices.ts';

interface OptionFieldProps {
  readonly name: keyof WritingOptions;
  readonly options: WritingOptions;
  readonly onChange: (options: WritingOptions) => void;
}

function OptionField({ name, options, onChange }: OptionFieldProps) {
  const t = useText().generate;
  const { label, meaning } = t.options[name];
  return (
    <DraftField
      className="option"
      label={label}
      meaning={meaning}
      refusal={t.refused}
      value={String(options[name])}
      onText={(text) => {
        const changed = withOption(options, name, text);
        if (changed !== null) onChange(changed);
        return changed !== null;
      }}
    />
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
