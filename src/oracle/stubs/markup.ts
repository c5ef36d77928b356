/** What a browser would show for an innerHTML text, the elements it would make of it, and its escaping. */

const entities = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
]);

/** Names of the elements, and the text around them with the common entities read. */
export function markupOf(html: string): { shown: string; tags: string[] } {
  const tags = [...html.matchAll(/<([a-z][^\s/>]*)/gi)].map((match) =>
    (match[1] ?? '').toLowerCase(),
  );
  const shown = html
    .replace(/<\/?[a-z][^>]*>?/gi, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities.get(entity) ?? entity);
  return { shown, tags };
}

/** The text with every sign that means something in markup, quotes included, as its entity. */
export function escapeMarkup(text: string): string {
  const escapes = new Map([...entities].map(([entity, sign]) => [sign, entity]));
  return text.replace(/[<>"'&]/g, (sign) => escapes.get(sign) ?? sign);
}
