/** A few words of SVG, as text. Figures stand on paper of their own, so that they read alike on light and dark pages. */

type Attributes = Readonly<Record<string, string | number>>;

/** Colours that people with any colour vision tell apart (Okabe and Ito 2008), dark enough for lines on paper. */
export const lineColours = [
  '#0072b2',
  '#d55e00',
  '#007a5a',
  '#a2427a',
  '#8a6d00',
  '#4b4b4b',
] as const;
export const ink = '#1d2329';
export const faintInk = '#5b646d';
export const gridInk = '#dfdcd2';
const paper = '#fcfbf7';

const escape = (value: string) => value.replace(/[&<>"]/gu, (c) => `&#${c.charCodeAt(0)};`);

/** Two decimals are less than a pixel on any screen. */
const attributeText = (value: string | number) =>
  typeof value === 'number' ? String(Math.round(100 * value) / 100) : escape(value);

/** @param children markup, as element() and label() give it */
export function element(tag: string, attributes: Attributes, ...children: string[]): string {
  const listed = Object.entries(attributes).map(([key, v]) => ` ${key}="${attributeText(v)}"`);
  const open = `<${tag}${listed.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${tag}>`;
}

/** Text at a point; hostile or not, it is escaped. */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, fill: ink, ...attributes }, escape(text));
}

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes) =>
  element('line', { x1, y1, x2, y2, ...attributes });

export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What it shows, in words, for those who do not see it. */
  readonly description: string;
  readonly content: readonly string[];
}

/** A whole file. */
export function writeFigure({ width, height, title, description, content }: Figure): string {
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-labelledby': 'title description',
    'font-family': 'system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif',
    'font-size': 12,
  };
  const named = [
    element('title', { id: 'title' }, escape(title)),
    element('desc', { id: 'description' }, escape(description)),
    element('rect', { width, height, rx: 6, fill: paper }),
    label(16, 24, title, { 'font-size': 14, 'font-weight': 600 }),
  ];
  return `${element('svg', root, `\n${[...named, ...content].join('\n')}\n`)}\n`;
}
