import { expect, it } from 'vitest';
import { createEffectLog } from '../effectLog.ts';

it.each([
  ['a', ['a']],
  ['a\nb\r\nc\rd', ['a', 'b', 'c', 'd']],
])('%j is read as %j', (entry, lines) => {
  const log = createEffectLog({});
  log.answer('log', [entry]);
  expect(log.effects).toEqual(lines.map((detail) => ({ kind: 'log-line', detail })));
});
