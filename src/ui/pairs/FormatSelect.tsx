interface FormatSelectProps<Name extends string> {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly { readonly name: Name; readonly meaning: string }[];
  readonly value: Name | null;
  /** The choice that stands for none; null where there is no such choice. */
  readonly none: string | null;
  /** Said while none is chosen. */
  readonly noneMeaning: string;
  readonly onChange: (name: Name | null) => void;
}

/** The format of a file, with its meaning. */
export function FormatSelect<Name extends string>(props: FormatSelectProps<Name>) {
  const { id, label, choices, value, none, noneMeaning, onChange } = props;
  const named = (name: string | null) => choices.find((choice) => choice.name === name);
  const meaning = named(value)?.meaning;
  return (
    <div className="pairs-format">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        aria-describedby={`${id}-meaning`}
        onChange={({ target }) => onChange(named(target.value)?.name ?? null)}
      >
        {none !== null && <option value="">{none}</option>}
        {choices.map(({ name }) => (
          <option key={name} value={name} translate="no">
            {name}
          </option>
        ))}
      </select>
      <span
        id={`${id}-meaning`}
        className="description"
        translate={meaning === undefined ? undefined : 'no'}
      >
        {meaning ?? noneMeaning}
      </span>
    </div>
  );
}
