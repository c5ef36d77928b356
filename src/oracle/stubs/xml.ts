/** A very small XML: the elements without children, the five common entities, and those of a DOCTYPE. */

/** An entity that the document declares. */
export interface XmlEntity {
  /** Whether it names a place outside of the document, with SYSTEM or PUBLIC. */
  readonly isOutside: boolean;
  /** The place, or the text itself. */
  readonly value: string;
}

export type XmlElement = { readonly name: string; readonly content: string };

const common = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

const declaration =
  /<!ENTITY\s+([\w-]+)\s+(SYSTEM\s+|PUBLIC\s+(?:"[^"]*"|'[^']*')\s+)?("[^"]*"|'[^']*')\s*>/g;

/** Elements that hold text alone, in order; null for a document without a root element. */
export function readXml(
  source: string,
  contentOf: (entity: XmlEntity) => string,
): XmlElement[] | null {
  const entities = new Map<string, XmlEntity>();
  for (const [, name = '', outside, value = ''] of source.matchAll(declaration)) {
    entities.set(name, { isOutside: outside !== undefined, value: value.slice(1, -1) });
  }
  const body = source.replace(/<!DOCTYPE[^[>]*(?:\[[^\]]*\])?\s*>|<\?[^>]*\?>|<!--[^]*?-->/g, '');
  if (!/^\s*<([\w-]+)[^>]*>[^]*<\/\1>\s*$/.test(body)) return null;
  const read = (content: string) =>
    content.replace(/&([\w-]+);/g, (reference, name: string) => {
      const sign = common.get(name);
      if (sign !== undefined) return sign;
      const entity = entities.get(name);
      return entity === undefined ? reference : contentOf(entity);
    });
  return [...body.matchAll(/<([\w-]+)(?:\s[^>]*)?>([^<]*)<\/\1>/g)].map(
    ([, name = '', content = '']) => ({ name, content: read(content) }),
  );
}
