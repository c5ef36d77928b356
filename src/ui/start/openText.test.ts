import { expect, it } from 'vitest';
import { hashOf } from './openText.ts';

it.each([
  ['http://host/patchgrad/#v=1&seed=7', '#v=1&seed=7'],
  [' #v=1&screen=train \n', '#v=1&screen=train'],
  ['http://host/patchgrad/', null],
  ['see #v=1 and so on', null],
  ['', null],
])('reads %j as %j', (text, hash) => {
  expect(hashOf(text)).toBe(hash);
});
