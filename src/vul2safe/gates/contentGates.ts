/** Gates that compare lexemes: something changed, not too much, nothing was silenced instead of repaired. */
import { diffUnits } from '../../core/diff.ts';
import { lex } from '../../core/lexemes.ts';
import { defaultRunConfig } from '../../core/runConfig.ts';
import { securityMask } from '../../core/securityMask.ts';
import { callsIn, lexemesAsTokens, type CodeText } from './codeText.ts';
import { passed, refused, type Candidate, type Seen } from './verdicts.ts';

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, i) => key === b[i]);

/** The mask must mark something, else no token is ever rewarded. */
export function maskGate({ before, after }: Candidate): Seen {
  if (!isSame(before.keys, after.keys)) return passed('The repair changes code.');
  return isSame(before.comments, after.comments)
    ? refused('unchanged', 'The repair is the same code, but for layout.')
    : refused('only-comments', 'Only comments differ.');
}

/** Share of tokens that the mask marks, of the side with more, 0–1. */
export function changedShare({ before, after }: Pick<Candidate, 'before' | 'after'>): number {
  const mask = securityMask(
    { vulnerable: lexemesAsTokens(before.code), secure: lexemesAsTokens(after.code) },
    { ...defaultRunConfig, diffLevel: 'lexeme' },
  );
  const shares = [mask.vulnerable, mask.secure].map(
    ({ mask: marks }) => marks.reduce((sum, m) => sum + m, 0) / Math.max(1, marks.length),
  );
  return Math.max(...shares);
}

export function sizeGate(candidate: Candidate, most: number): Seen {
  const share = changedShare(candidate);
  const told = `The repair changes ${Math.round(share * 100)} % of the lexemes of a side`;
  if (share <= most) return passed(`${told}.`);
  return refused('too-large', `${told}; at most ${Math.round(most * 100)} % may be.`);
}

/** Of the code that was there, less than this must not be all that is left. */
const leastKept = 0.5;

export function bodyGate({ before, after }: Candidate): Seen {
  const kept = diffUnits({ keys: [...before.keys] }, { keys: [...after.keys] }).matches.length;
  const share = kept / Math.max(1, before.keys.length);
  const isShorter = after.keys.length < leastKept * before.keys.length;
  const left = `${Math.round(share * 100)} % of the code is left`;
  if (isShorter && share < leastKept) return refused('deleted-body', `Only ${left}.`);
  const isSilent = callsIn(before).length > 0 && callsIn(after).length === 0;
  if (isSilent && after.keys.length < before.keys.length) {
    return refused(
      'deleted-body',
      'The code called something; the repair calls nothing and is shorter.',
    );
  }
  return passed(`${left}.`);
}

/** Lexemes of a line that are more than a word or two of prose. */
const leastSilenced = 4;

/** A line of a new comment that is code which was there and no longer is. */
export function commentGate({ before, after }: Candidate): Seen {
  const known = new Set(before.comments);
  const was = joined(before);
  const still = joined(after);
  const lines = after.comments
    .filter((comment) => !known.has(comment))
    .flatMap((comment) => comment.split('\n'))
    .map((line) => line.replace(/^\s*(?:\/\/+|\/\*+|\*+|#+)?|\*\/\s*$/gu, '').trim());
  const silenced = lines.find((line) => {
    const keys = lex(line).map(
      ({ kind, text }) => `${kind === 'quoted' ? 'quoted' : 'code'}:${text}`,
    );
    if (keys.length < leastSilenced || !/[(=;.]/u.test(line)) return false;
    const run = keys.join('\u0000');
    return was.includes(run) && !still.includes(run);
  });
  if (silenced === undefined) return passed('No code became a comment.');
  return refused('commented-out', `This became a comment: ${silenced.slice(0, 120)}`);
}

const joined = ({ keys }: CodeText) => keys.join('\u0000');

const assertion =
  /^code:(?:assert\w*|expect|should|(?:EXPECT|ASSERT|CHECK|REQUIRE)(?:_[A-Z_]+)?|static_assert)$/u;
const test = /^code:(?:it|test|describe|TEST|TEST_F|TEST_P)$/u;
const switchedOff =
  /^code:(?:skip|skipIf|skipUnless|only|todo|xit|xtest|xdescribe|xfail|fdescribe|fit|Skip)$/u;

/** From the name to the end of its statement, brackets balanced. */
function statementAt(keys: readonly string[], start: number): string {
  let depth = 0;
  let end = start;
  for (; end < keys.length; end += 1) {
    if (/^code:[([{]$/u.test(keys[end])) depth += 1;
    else if (/^code:[)\]}]$/u.test(keys[end])) depth -= 1;
    if (depth < 0 || (depth === 0 && keys[end] === 'code:;')) break;
    // Python ends a statement without a mark: after the brackets only a chain goes on.
    const isClosed = depth === 0 && keys[end] === 'code:)';
    if (isClosed && !/^code:(?:\.|,|==|!=|===|<|>|\[|\()$/u.test(keys[end + 1] ?? '')) break;
  }
  return keys.slice(start, end).join('\u0000');
}

const startsWith = (keys: readonly string[], pattern: RegExp) =>
  keys.flatMap((key, i) => (pattern.test(key) ? [i] : []));

/**
 * Code may hold tests. Each assertion must be there as it was, none may be switched off, and none may be put under a
 * condition that is never true by leaving out its test.
 */
export function testGate({ before, after, cwe }: Candidate): Seen {
  const places = startsWith(before.keys, assertion);
  // An assertion that anybody can reach is itself the weakness.
  if (places.length === 0 || cwe === 'CWE-617') return passed('There is no assertion to keep.');
  const kept = startsWith(after.keys, assertion).map((at) => statementAt(after.keys, at));
  for (const at of places) {
    const statement = statementAt(before.keys, at);
    const found = kept.indexOf(statement);
    if (found < 0) {
      const text = statement.replace(/\w+:/gu, '').split('\u0000').join('').slice(0, 80);
      return refused('weakened-test', `This assertion is gone or changed: ${text}`);
    }
    kept.splice(found, 1);
  }
  const count = (keys: readonly string[], pattern: RegExp) => startsWith(keys, pattern).length;
  if (count(after.keys, switchedOff) > count(before.keys, switchedOff)) {
    return refused('weakened-test', 'A test is switched off.');
  }
  if (count(after.keys, test) < count(before.keys, test)) {
    return refused('weakened-test', 'A test is gone.');
  }
  return passed('Every assertion is there as it was.');
}
