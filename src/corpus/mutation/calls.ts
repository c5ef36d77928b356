/** Mutants of calls, their arguments and their operands, where the repair added any of them. */
import { isAddedWithin, splice, splitAt, textBetween, type Code, type Edit } from './codeNodes.ts';

/** Words before a bracket that make it no call. */
const noCallee = /^(?:if|for|while|switch|catch|function|return|typeof|of|in|new)$/;

interface Call {
  /** First node of the callee, with its new. */
  readonly first: number;
  /** Index of the opening bracket. */
  readonly open: number;
  readonly close: number;
}

function callsOf({ nodes }: Code): Call[] {
  const calls: Call[] = [];
  nodes.forEach(({ text, partner }, open) => {
    const before = nodes[open - 1];
    if (text !== '(' || partner < open || before?.kind !== 'name') return;
    if (noCallee.test(before.text)) return;
    let first = open - 1;
    for (;;) {
      const link = nodes[first - 1]?.text;
      if (link !== '.' && link !== '?.') break;
      const { partner: opening } = nodes[first - 2];
      first = opening >= 0 && opening < first - 2 ? opening : first - 2;
      // The receiver is itself called: its callee belongs to it.
      if (nodes[first].text === '(' && nodes[first - 1]?.kind === 'name') first -= 1;
    }
    if (nodes[first - 1]?.text === 'new') first -= 1;
    calls.push({ first, open, close: partner });
  });
  return calls;
}

/** Each call replaced by one of its arguments or by what it is called on; arguments left out and swapped. */
export function* mutateCalls(code: Code): Iterable<Edit> {
  const { nodes, text } = code;
  for (const { first, open, close } of callsOf(code)) {
    if (!isAddedWithin(code, first, close)) continue;
    const args = splitAt(code, open + 1, close - 1, ',').map(([from, to]) =>
      textBetween(code, from, to),
    );
    const put = (operator: string, by: string): Edit => ({
      operator,
      text: splice(text, nodes[first].start, nodes[close].end, by),
    });
    if (isAddedWithin(code, open - 1, open) || nodes[close].isAdded) {
      for (const arg of args.slice(0, 3)) yield put('unwrap a call', arg);
      if (/\.$/.test(nodes[open - 2]?.text))
        yield put('unwrap a call', textBetween(code, first, open - 3));
    }
    const withArgs = (operator: string, list: readonly string[]) =>
      put(operator, `${textBetween(code, first, open)}${list.join(', ')})`);
    for (const i of args.keys()) {
      yield withArgs(
        'drop an argument',
        args.filter((_, k) => k !== i),
      );
      if (i === 0) continue;
      const swapped = args.map((arg, k) => (k === i ? args[i - 1] : k === i - 1 ? args[i] : arg));
      yield withArgs('swap arguments', swapped);
    }
  }
}

/** Methods and the weaker ones they are taken for. */
const siblings: Readonly<Record<string, readonly string[]>> = {
  startsWith: ['includes', 'endsWith'],
  endsWith: ['includes', 'startsWith'],
  includes: ['startsWith'],
  every: ['some'],
  some: ['every'],
  min: ['max'],
  max: ['min'],
  replaceAll: ['replace'],
  filter: ['map'],
  slice: ['concat'],
  hasOwn: ['is'],
  trunc: ['abs'],
  isInteger: ['isFinite'],
  isFinite: ['Number'],
};

/** Added names replaced: a method by a weaker one, a variable or property by another one of the code. */
export function* swapNames(code: Code, parameters: readonly string[]): Iterable<Edit> {
  const { nodes, text } = code;
  const declared = [...text.matchAll(/(?:const|let|of|\()\s*([A-Za-z_$][\w$]*)\s*(?:=>|=|of|\))/g)];
  const variables = new Set([...parameters, ...declared.map((found) => found[1])]);
  const isProperty = (i: number) => /^(?:\.|\?\.)$/.test(nodes[i - 1]?.text);
  const isCalled = (i: number) => nodes[i + 1]?.text === '(';
  const properties = nodes.flatMap((node, i) =>
    node.kind === 'name' && isProperty(i) && !isCalled(i) ? [node.text] : [],
  );
  for (const [i, { kind, text: name, start, end }] of nodes.entries()) {
    if (kind !== 'name' || !isAddedWithin(code, i - 1, i + 1)) continue;
    const put = (operator: string, by: string, from = start): Edit => ({
      operator,
      text: splice(text, from, end, by),
    });
    if (isCalled(i)) for (const by of siblings[name] ?? []) yield put('weaker method', by);
    if (isProperty(i) && !isCalled(i)) {
      for (const by of new Set(properties)) if (by !== name) yield put('wrong property', by);
      yield put('wrong property', '', nodes[i - 1].start);
    }
    if (isProperty(i) || !variables.has(name) || nodes[i + 1]?.text === ':') continue;
    for (const by of variables) if (by !== name) yield put('wrong operand', by);
  }
}
