/** A figure on the screen as a file: SVG with its colours written out, or a picture of it. */

/** Presentation that comes from style sheets, and so would be lost in a file. */
const drawn = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
] as const;

/** The figure as a document of its own. */
export function svgOf(figure: SVGSVGElement): string {
  const copy = figure.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('The figure is no SVG element.');
  const originals = [...figure.querySelectorAll<SVGElement>('*')];
  const copies = [...copy.querySelectorAll<SVGElement>('*')];
  copies.forEach((element, i) => {
    const original = originals[i];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const property of drawn) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute('class');
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.removeAttribute('class');
  return new XMLSerializer().serializeToString(copy);
}

/** A picture with twice the pixels of the screen. @throws when the browser cannot draw it */
export async function pngOf(figure: SVGSVGElement): Promise<Blob> {
  const scale = 2;
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgOf(figure))}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = figure.width.baseVal.value * scale;
  canvas.height = figure.height.baseVal.value * scale;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser gives no canvas to draw on.');
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The browser could not encode the picture.'));
      else resolve(blob);
    }, 'image/png');
  });
}
