interface BadRow {
  readonly where: string;
  readonly message: string;
  readonly advice: string;
}

interface BadRowsProps {
  readonly title: string;
  readonly label: string;
  readonly rows: readonly BadRow[];
  /** Said of those that are not listed; null where all are. */
  readonly rest: string | null;
}

/** Rows of a file that could not be used, and why. */
export function BadRows({ title, label, rows, rest }: BadRowsProps) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="bad-rows scroll" tabIndex={0} aria-label={label}>
        {rows.map(({ where, message, advice }, i) => (
          <li key={i}>
            <strong>{where}</strong>{' '}
            <span lang="en" translate="no">
              {message}. <span className="muted">{advice}</span>
            </span>
          </li>
        ))}
        {rest !== null && <li className="muted">{rest}</li>}
      </ul>
    </div>
  );
}
