/** Small line drawings beside words; never the only name of a thing. */

const paths = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  step: 'M3 3v10l6.5-5zM11 3h2v10h-2z',
  stop: 'M3.5 3.5h9v9h-9z',
  previous: 'M10 3 5 8l5 5z',
  next: 'M6 3l5 5-5 5z',
  warning: 'M8 1.5 15 14H1zM7.3 6h1.4v4H7.3zm0 5h1.4v1.4H7.3z',
} as const;

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} fillRule="evenodd" fill="currentColor" />
    </svg>
  );
}
