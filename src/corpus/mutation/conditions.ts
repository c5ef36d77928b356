/** Mutants of conditions and comparisons that the repair added. */
import { isAddedWithin, splice, splitAt, textBetween, type Code, type Edit } from './codeNodes.ts';

type Range = readonly [first: number, last: number];

/** Each condition negated, made constant, and its parts dropped, negated and joined the other way. */
export function* mutateConditions(code: Code): Iterable<Edit> {
  for (const range of conditionsOf(code)) {
    const [first, last] = range;
    if (!isAddedWithin(code, first, last)) continue;
    const text = textBetween(code, first, last);
    const put = (operator: string, by: string): Edit => ({
      operator,
      text: splice(code.text, code.nodes[first].start, code.nodes[last].end, by),
    });
    yield put('negate a condition', `!(${text})`);
    yield put('constant condition', 'true');
    yield put('constant condition', 'false');
    yield* mutateParts(code, range, put);
  }
}

function* mutateParts(
  code: Code,
  [first, last]: Range,
  put: (operator: string, by: string) => Edit,
): Iterable<Edit> {
  for (const [mark, other] of [
    ['&&', '||'],
    ['||', '&&'],
  ]) {
    const parts = splitAt(code, first, last, mark).map(([from, to]) => textBetween(code, from, to));
    if (parts.length < 2) continue;
    for (const [i, part] of parts.entries()) {
      yield put('drop a part of a condition', parts.filter((_, k) => k !== i).join(` ${mark} `));
      const negated = parts.map((p, k) => (k === i ? `!(${part})` : p));
      yield put('negate a part of a condition', negated.join(` ${mark} `));
    }
    yield put('swap && and ||', parts.map((p) => `(${p})`).join(` ${other} `));
  }
}

/** What stands in if (…) and while (…), before the ? of a choice, and what a line returns or keeps as a truth. */
function conditionsOf(code: Code): Range[] {
  const { nodes } = code;
  const found: Range[] = [];
  nodes.forEach(({ text, kind, partner }, i) => {
    if (text === '(' && /^(?:if|while)$/.test(nodes[i - 1]?.text)) found.push([i + 1, partner - 1]);
    if (kind === 'mark' && text === '?') found.push([startOfExpression(code, i), i - 1]);
    if (/^(?:return|=|=>)$/.test(text) && kind !== 'string') {
      const last = endOfExpression(code, i + 1);
      if (last > i && isTruth(code, [i + 1, last])) found.push([i + 1, last]);
    }
  });
  return found.filter(([first, last]) => first <= last);
}

const isTruth = (code: Code, [first, last]: Range): boolean =>
  code.nodes[first].text === '!' ||
  ['&&', '||', '===', '!==', '<', '>', '<=', '>='].some(
    (mark) => splitAt(code, first, last, mark).length > 1,
  );

const stops = /^(?:[;{}(,=[:]|=>|return|\$\{)$/;

/** First node of the expression that ends before node i. */
export function startOfExpression({ nodes }: Code, i: number): number {
  let at = i;
  while (at > 0) {
    const before = nodes[at - 1];
    if (before.partner >= 0 && before.partner < at - 1) at = before.partner;
    else if (stops.test(before.text) || before.text.endsWith('${')) break;
    else at -= 1;
  }
  return at;
}

/** Last node of the expression that begins at node i. */
export function endOfExpression({ nodes }: Code, i: number): number {
  for (let at = i; at < nodes.length; at++) {
    if (nodes[at].partner > at) at = nodes[at].partner;
    else if (/^[;,:)\]}?]$/.test(nodes[at].text) && nodes[at].kind === 'mark') return at - 1;
  }
  return nodes.length - 1;
}

/** Each choice a ? b : c decided once and for all. */
export function* decideChoices(code: Code): Iterable<Edit> {
  const { nodes } = code;
  for (const [i, { text, kind }] of nodes.entries()) {
    if (text !== '?' || kind !== 'mark') continue;
    const first = startOfExpression(code, i);
    const middle = endOfExpression(code, i + 1) + 1;
    if (nodes.at(middle)?.text !== ':') continue;
    const last = endOfExpression(code, middle + 1);
    if (!isAddedWithin(code, first, last)) continue;
    for (const by of [textBetween(code, i + 1, middle - 1), textBetween(code, middle + 1, last)]) {
      yield {
        operator: 'decide a choice',
        text: splice(code.text, nodes[first].start, nodes[last].end, by),
      };
    }
  }
}

const otherMarks: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '===': ['!==', '=='],
  '!==': ['===', '!='],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['||'],
  '!': [''],
  '%': ['*'],
  '-': ['+'],
  '+': ['-'],
};

/** Each added comparison with its bound moved or turned round, each added ! left out. */
export function* swapMarks(code: Code): Iterable<Edit> {
  for (const { kind, text, start, end, isAdded } of code.nodes) {
    if (kind !== 'mark' || !isAdded) continue;
    for (const by of otherMarks[text] ?? []) {
      yield { operator: 'swap a mark', text: splice(code.text, start, end, by) };
    }
  }
}
