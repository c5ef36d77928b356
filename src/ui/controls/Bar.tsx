import { ProgressBar } from 'react-aria-components';

/** How much of something is done. @param most counts as 1 where it is 0 */
export function Bar(props: { label: string; value: number; most: number }) {
  const { label, value, most } = props;
  return (
    <ProgressBar className="bar" aria-label={label} value={value} maxValue={Math.max(1, most)}>
      {({ percentage = 0 }) => <div className="bar-done" style={{ width: `${percentage}%` }} />}
    </ProgressBar>
  );
}
