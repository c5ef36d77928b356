/** Mutants of literals, lists and options that the repair added. */
import { isAddedWithin, splice, splitAt, textBetween, type Code, type Edit } from './codeNodes.ts';

/** Numbers: a bound moved by one, by much, and away. Booleans flipped, texts emptied or cut. */
export function* mutateLiterals(code: Code): Iterable<Edit> {
  for (const { kind, text, start, end, isAdded } of code.nodes) {
    if (!isAdded) continue;
    const put = (operator: string, by: string): Edit => ({
      operator,
      text: splice(code.text, start, end, by),
    });
    if (kind === 'number') for (const by of otherNumbers(text)) yield put('move a bound', by);
    if (text === 'true') yield put('flip an option', 'false');
    if (text === 'false') yield put('flip an option', 'true');
    if (kind === 'string') {
      const content = text.slice(1, -1);
      const quote = text[0];
      for (const by of new Set([
        '',
        content.slice(1),
        content.slice(0, -1),
        content.toUpperCase(),
      ])) {
        if (by !== content) yield put('weaken a text', `${quote}${by}${quote}`);
      }
    }
    if (kind === 'regex') for (const by of weakerPatterns(text)) yield put('weaken a pattern', by);
  }
}

function otherNumbers(text: string): string[] {
  const n = Number(text);
  if (!Number.isFinite(n)) return [];
  const numbers = [n + 1, n - 1, n * 1000, -n, 0, Math.trunc(n / 2)];
  return [...new Set(numbers)].filter((other) => other !== n).map(String);
}

/** The pattern without an anchor, a flag, a member of a class or an escape, and with its classes turned round. */
function weakerPatterns(text: string): string[] {
  const slash = text.lastIndexOf('/');
  const [source, flags] = [text.slice(1, slash), text.slice(slash + 1)];
  const parts: string[] = source.match(/\\u[\da-fA-F]{4}|\\.|[^]/g) ?? [];
  const without = parts.map((_, i) => parts.filter((_part, k) => k !== i).join(''));
  const sources = [
    ...without,
    ...parts.flatMap((part, i) => (part === '\\.' ? [parts.with(i, '.').join('')] : [])),
    source.replace('[^', '['),
    source.replace(/\[(?!\^)/, '[^'),
    source.replace('+', '*'),
  ].filter((other) => other !== '' && other !== source);
  return [
    ...[...flags].map((flag) => `/${source}/${flags.replace(flag, '')}`),
    ...sources.map((other) => `/${other}/${flags}`),
  ];
}

/** Lists and objects: each entry left out, and a variable taken in. */
export function* mutateEntries(code: Code, parameters: readonly string[]): Iterable<Edit> {
  const { nodes, text } = code;
  for (const [open, node] of nodes.entries()) {
    const isList = node.text === '[' && node.kind === 'mark' && isLiteral(code, open);
    const isObject = node.text === '{' && /^[(,=:[]$|^return$/.test(nodes[open - 1]?.text);
    if ((!isList && !isObject) || node.partner < open) continue;
    if (!isAddedWithin(code, open, node.partner)) continue;
    const entries = splitAt(code, open + 1, node.partner - 1, ',').map(([from, to]) =>
      textBetween(code, from, to),
    );
    const put = (operator: string, list: readonly string[]): Edit => ({
      operator,
      text: splice(
        text,
        node.end,
        nodes[node.partner].start,
        isObject ? ` ${list.join(', ')} ` : list.join(', '),
      ),
    });
    for (const i of entries.keys()) {
      yield put(
        'drop an entry',
        entries.filter((_, k) => k !== i),
      );
    }
    if (isObject) continue;
    for (const name of parameters) {
      yield put('one more entry', [...entries, name]);
      yield put('list of the input', [name]);
    }
  }
}

const isLiteral = ({ nodes }: Code, open: number) =>
  /^(?:[(,=:[?]|=>|return|of|in|\.\.\.)$/.test(nodes[open - 1]?.text ?? '');

/** An added text or name replaced by one that only a vulnerable side of the family uses. */
export function* borrowWords(code: Code, vulnerable: readonly Code[]): Iterable<Edit> {
  const own = new Set(code.nodes.map(({ text }) => text));
  for (const [i, node] of code.nodes.entries()) {
    if (!node.isAdded || !/^(?:string|name|number|regex)$/.test(node.kind)) continue;
    const isCalled = code.nodes[i + 1]?.text === '(';
    for (const other of vulnerable) {
      for (const [k, { kind, text }] of other.nodes.entries()) {
        const isAlike = kind === node.kind && (other.nodes[k + 1]?.text === '(') === isCalled;
        if (!isAlike || own.has(text)) continue;
        yield { operator: 'borrow a word', text: splice(code.text, node.start, node.end, text) };
      }
    }
  }
}
