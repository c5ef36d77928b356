/** Shared name pools. Names are made of a few common words, so held-out names share their subwords. */

/** All camelCase names first + Second, for example cross(['get'], ['Rows']) = ['getRows']. */
export function cross(first: readonly string[], second: readonly string[]): string[] {
  return first.flatMap((a) => second.map((b) => a + b));
}

/** First words of parameter names. Many combinations make a model copy a name instead of knowing it. */
const which = [
  ...['user', 'given', 'wanted', 'raw', 'typed', 'new', 'old', 'main'],
  ...['next', 'last', 'first', 'chosen', 'shown', 'input', 'other', 'team'],
];

/** Parameters that hold a short text. */
export const textNames = cross(which, [
  ...['Name', 'Text', 'Value', 'Word', 'Label', 'Title'],
  ...['Note', 'Line', 'Term', 'Topic', 'Phrase', 'Message'],
]);

/** Parameters that hold a count. */
export const countNames = cross(which, ['Count', 'Number', 'Amount', 'Size', 'Total', 'Units']);

/** Parameters that hold a link or the address of a page. */
export const linkNames = cross(which, ['Url', 'Link', 'Page', 'Target', 'Address', 'Place']);

/** Parameters that hold the name of a file. */
export const fileNames = cross(which, ['File', 'Entry', 'Path', 'Document', 'Report', 'Paper']);

/** Parameters that hold the name of a picture. */
export const pictureNames = cross(which, ['Picture', 'Photo', 'Image', 'Avatar', 'Upload', 'Scan']);

/** Parameters that say what to sort by. */
export const sortNames = cross(which, ['Key', 'Column', 'Order', 'Sort', 'Field', 'Rank']);

/** Parameters that hold an object of settings. */
export const objectNames = cross(which, [
  ...['Settings', 'Options', 'Config', 'Data', 'Values', 'Choices'],
]);

/** Parameters that hold the cells of one row. */
export const rowNames = cross(which, ['Row', 'Cells', 'Fields', 'Columns', 'Items']);

/** Parameters that hold the site a request comes from. */
export const originNames = cross(which, ['Origin', 'Site', 'Caller', 'Client']);

/** Parameters that hold a token given to somebody. */
export const tokenNames = cross(which, ['Token', 'Code', 'Ticket', 'Badge', 'Key']);

/** Parameters that hold the fields of a form that was sent. */
export const formNames = cross(which, ['Changes', 'Form', 'Edits', 'Body', 'Update', 'Answers']);

export const tables = ['users', 'orders', 'books', 'songs', 'notes', 'cities', 'events', 'items'];
export const columns = ['name', 'title', 'email', 'city', 'status', 'color', 'code', 'topic'];
export const folders = ['uploads', 'reports', 'images', 'public', 'notes', 'music', 'pages'];
export const hosts = ['api.shop.org', 'img.site.com', 'data.city.net', 'docs.team.io'];

/** Parameters that hold a list of bytes. */
export const byteNames = cross(which, ['Bytes', 'Buffer', 'Memory', 'Frame', 'Octets', 'Packet']);

/** Parameters that hold the name of a command. */
export const commandNames = cross(which, ['Command', 'Tool', 'Action', 'Verb', 'Order', 'Task']);
