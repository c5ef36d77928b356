import { expect, test } from 'vitest';
import { nearestContrasts, type GroupMember } from './groupContrast.ts';
import { diffLevels } from './testing/codePairs.ts';
import { tokenise } from './testing/tokenise.ts';

const member = (text: string, isPassing: boolean, isTruncated = false): GroupMember => ({
  text: tokenise(text, !isTruncated),
  isPassing,
  isTruncated,
});

test.each(diffLevels)(
  'level %s: each is compared with the nearest that tests judge otherwise',
  (level) => {
    const group = [
      member('a = one(x);\nreturn a;\n', true),
      member('a = one(x);\nreturn b;\n', false),
      member('let c = [];\nc.push(2);\nreturn c;\n', true),
      member('let c = [];\nc.pop();\nreturn c;\n', false),
    ];
    expect(nearestContrasts(group, level)).toEqual([1, 0, 3, 2]);
  },
);

test('several may be compared with one, and of equally near ones the first is taken', () => {
  const group = [member('f(a);', false), member('f(b);', true), member('f(c);', true)];
  expect(nearestContrasts(group, 'lexeme')).toEqual([1, 0, 0]);
  expect(nearestContrasts([...group].reverse(), 'lexeme')).toEqual([2, 2, 0]);
});

test('where all pass or all fail there is nothing to compare with', () => {
  for (const isPassing of [true, false]) {
    const group = [member('f(a);', isPassing), member('f(b);', isPassing)];
    expect(nearestContrasts(group, 'lexeme')).toEqual([null, null]);
  }
});

test('a truncated completion neither gets nor gives a contrast', () => {
  const group = [member('f(a', false, true), member('f(a);', true), member('g(1, 2);', false)];
  expect(nearestContrasts(group, 'lexeme')).toEqual([null, 2, 1]);
});
