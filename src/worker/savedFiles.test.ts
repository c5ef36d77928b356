import { expect, it } from 'vitest';
import { fileFor, readFileHashes, writeFileHashes } from './savedFiles.ts';

const scope = 'http://host/patchgrad/';
const files = { 'index.html': 'sha256-A+/=', 'assets/a.js': 'sha256-B' };
const pathOf = (url: string, mode = 'cors', method = 'GET') =>
  fileFor(files, scope, { url, method, mode })?.path ?? null;

it('answers what the page is made of', () => {
  expect(pathOf('http://host/patchgrad/', 'navigate')).toBe('index.html');
  expect(pathOf('http://host/patchgrad/?fault=nan@2#v=1', 'navigate')).toBe('index.html');
  expect(pathOf('http://host/patchgrad/assets/a.js')).toBe('assets/a.js');
});

it('writes its list without a quote and reads it back', () => {
  const awkward = { ...files, 'a ,\'b`"%.js': 'sha256-C=' };
  expect(writeFileHashes(awkward)).not.toMatch(/['"`$\\\n]/);
  expect(readFileHashes(writeFileHashes(awkward))).toEqual(awkward);
});

it('leaves everything else to the network', () => {
  expect(pathOf('http://host/patchgrad/assets/b.js')).toBeNull();
  expect(pathOf('http://host/other/assets/a.js')).toBeNull();
  expect(pathOf('http://elsewhere/patchgrad/assets/a.js')).toBeNull();
  expect(pathOf('http://host/patchgrad/assets/a.js', 'cors', 'POST')).toBeNull();
  expect(pathOf('http://host/patchgrad/constructor')).toBeNull();
});

it('keeps files of different builds apart', () => {
  const key = (hash: string) =>
    fileFor({ 'a.js': hash }, scope, { url: `${scope}a.js`, method: 'GET', mode: 'cors' })?.key;
  expect(key('sha256-A+/=')).not.toBe(key('sha256-B'));
  expect(new URL(key('sha256-A+/=') ?? '').searchParams.get('hash')).toBe('sha256-A+/=');
});
