/** Shared name pools. Names are made of a few common words, so held-out names share their subwords. */

/** All camelCase names first + Second, for example cross(['get'], ['Rows']) = ['getRows']. */
export function cross(first: readonly string[], second: readonly string[]): string[] {
  return first.flatMap((a) => second.map((b) => a + b));
}

/** Parameters that hold a short text. */
export const textNames = cross(
  ['user', 'given', 'wanted', 'raw', 'typed', 'new'],
  ['Name', 'Text', 'Value', 'Word', 'Label'],
);

/** Parameters that hold a count. */
export const countNames = cross(
  ['item', 'user', 'given', 'wanted', 'new'],
  ['Count', 'Number', 'Amount', 'Size', 'Total'],
);

/** Parameters that hold a link or the address of a page. */
export const linkNames = cross(
  ['next', 'given', 'user', 'wanted', 'page'],
  ['Url', 'Link', 'Page', 'Target', 'Address'],
);

/** Parameters that hold the name of a file. */
export const fileNames = cross(
  ['user', 'given', 'wanted', 'image', 'report', 'typed'],
  ['File', 'Entry', 'Path', 'Document'],
);

/** Parameters that hold an object of settings. */
export const objectNames = cross(
  ['user', 'page', 'site', 'team', 'app'],
  ['Settings', 'Options', 'Config', 'Data', 'Values'],
);

export const tables = ['users', 'orders', 'books', 'songs', 'notes', 'cities', 'events', 'items'];
export const columns = ['name', 'title', 'email', 'city', 'status', 'color', 'code', 'topic'];
export const folders = ['uploads', 'reports', 'images', 'public', 'notes', 'music', 'pages'];
export const hosts = ['api.shop.org', 'img.site.com', 'data.city.net', 'docs.team.io'];
