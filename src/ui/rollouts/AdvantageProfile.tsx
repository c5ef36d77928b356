import { memo } from 'react';
import { profileEdge, profilePaths } from './profile.ts';

/** Each token's advantage as a bar from zero, left to right; two profiles with one `reach` can be compared. */
export const AdvantageProfile = memo(function AdvantageProfile(props: {
  /** [T]; null leaves a gap, for tokens outside the loss. */
  values: readonly (number | null)[];
  /** The largest size that fits. */
  reach: number;
}) {
  const { values, reach } = props;
  return (
    <svg
      className="profile"
      viewBox={`0 ${-reach} ${Math.max(1, values.length)} ${2 * reach}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {profilePaths(values).map(({ level, path }) => (
        <path key={level} data-level={level} d={path} />
      ))}
      <path className="profile-edge" d={profileEdge(values)} />
      <path className="profile-zero" d={`M0 0h${values.length}`} />
    </svg>
  );
});
