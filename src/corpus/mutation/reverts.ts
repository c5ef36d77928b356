/** Mutants that take a part of the repair back, or make it only for some inputs. */
import { diffUnits } from '../../core/diff.ts';
import { splice, type ChangedPlace, type Code, type Edit } from './codeNodes.ts';

/** Up to here every choice of changed places is tried, above it each one alone and all but one. */
const mostChoices = 4;

/** Takes back some of the changed places, but never all: that is the vulnerable side itself. */
export function* revertPlaces({ text, changes }: Code): Iterable<Edit> {
  const all = (1 << changes.length) - 1;
  for (let chosen = 1; chosen < all; chosen++) {
    const count = changes.filter((_, i) => chosen & (1 << i)).length;
    const isTried = changes.length <= mostChoices || count === 1 || count === changes.length - 1;
    if (!isTried || changes.length > 20) continue;
    const kept = changes.filter((_, i) => chosen & (1 << i));
    yield { operator: 'revert a place', text: revert(text, kept) };
  }
}

function revert(text: string, places: readonly ChangedPlace[]): string {
  return [...places]
    .reverse()
    .reduce((code, { start, end, before }) => splice(code, start, end, before), text);
}

/** Takes back one changed line at a time, keeps the old lines beside the new ones, or ignores what the new ones return. */
export function* revertLines(vulnerable: string, secure: string): Iterable<Edit> {
  const [before, after] = [vulnerable.split('\n'), secure.split('\n')];
  for (const { aStart, aEnd, bStart, bEnd } of diffUnits({ keys: before }, { keys: after }).hunks) {
    const put = (operator: string, start: number, end: number, lines: readonly string[]): Edit => ({
      operator,
      text: [...after.slice(0, start), ...lines, ...after.slice(end)].join('\n'),
    });
    for (let i = bStart; i < bEnd; i++) {
      const old = before.slice(aStart, aEnd).at(i - bStart);
      yield put('revert a line', i, i + 1, old === undefined ? [] : [old]);
    }
    const old = before.slice(aStart, aEnd);
    if (old.length === 0) continue;
    const isReturned = old.some(returns);
    if (!isReturned) yield put('keep both', bStart, bStart, old);
    const ignored = after
      .slice(bStart, bEnd)
      .map((line) => line.replace(/^( *)return /, '$1void '));
    yield put(isReturned ? 'ignore the repair' : 'keep both', bStart, bEnd, [...ignored, ...old]);
  }
}

const returns = (line: string) => /^ *return\b/.test(line);
const indented = (body: string) => body.replace(/}\n$/, '').replace(/^(?=.)/gm, '  ');

/**
 * The repair made for some inputs alone: a parameter decides which side runs.
 * @param tests conditions over the parameters, in the language of the code
 */
export function* repairSometimes(
  vulnerable: string,
  secure: string,
  tests: readonly string[],
): Iterable<Edit> {
  for (const test of tests) {
    const text = `  if (${test}) {\n${indented(vulnerable)}  }\n${secure}`;
    yield { operator: 'repair for some inputs', text };
  }
}

/** The old code after all where the repair refuses: with an error, or with a value that counts as false. */
export function* fallBack(vulnerable: string, secure: string): Iterable<Edit> {
  const text = `  try {\n${indented(secure)}  } catch {\n${indented(vulnerable)}  }\n}\n`;
  yield { operator: 'fall back', text };
  const isReturned = returns(secure.replace(/}\n$/, '').trimEnd().split('\n').at(-1) ?? '');
  if (!isReturned) return;
  const kept = `  const kept = (() => {\n${indented(secure)}  })();\n  if (kept) return kept;\n`;
  yield { operator: 'fall back', text: kept + vulnerable };
}
