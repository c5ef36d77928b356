/** Small line drawings beside words; never the only name of a thing. */

const paths = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  step: 'M3 3v10l6.5-5zM11 3h2v10h-2z',
  stop: 'M3.5 3.5h9v9h-9z',
  previous: 'M10 3 5 8l5 5z',
  next: 'M6 3l5 5-5 5z',
  warning: 'M8 1.5 15 14H1zM7.3 6h1.4v4H7.3zm0 5h1.4v1.4H7.3z',
  start: 'M8 2 1.5 8H3.5v6h3.5v-4h2v4h3.5V8h2z',
  data: 'M2 3h12v2.2H2zM2 6.9h12v2.2H2zM2 10.8h12V13H2z',
  tokens: 'M1.5 4h4.5v3H1.5zM7.5 4h7v3h-7zM1.5 9h7v3h-7zM10 9h4.5v3H10z',
  compare: 'M2 13 5.5 6.5 8.5 9.5 14 2.5v3L8.7 12 5.7 9 3.7 13z',
  generate:
    'M2 3h12v1.8H2zM2 7.1h8v1.8H2zM2 11.2h5V13H2zM11 9v5M9.6 10.9h4v1.6h-4zM10.8 9.7h1.6v4h-1.6z',
  library: 'M2 2.5h3v11H2zM6 2.5h3v11H6zM10.2 3.3l2.7-.8 2 10.6-2.7.7z',
  vul2safe:
    'M8 1.5 13.5 4v4c0 3-2.2 5.4-5.5 6.5C4.7 13.4 2.5 11 2.5 8V4zM7.2 10.6 11.4 6 10.2 5 7.1 8.4 5.7 7 4.6 8.1z',
  lesson:
    'M8 2 0.8 5.5 8 9l5.5-2.7v4h1.2V5.5zM4 8.4v3C5 12.6 6.4 13.2 8 13.2s3-.6 4-1.8v-3L8 10.3z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} fillRule="evenodd" fill="currentColor" />
    </svg>
  );
}
