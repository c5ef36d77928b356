import { afterEach, expect, test, vi } from 'vitest';
import { ensureChromium, findChromium } from './chromium.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('CHROMIUM_PATH comes before every other browser', () => {
  vi.stubEnv('CHROMIUM_PATH', process.execPath);
  expect(findChromium()).toBe(process.execPath);
  expect(ensureChromium()).toBe(process.execPath);
});

test('a CHROMIUM_PATH that leads nowhere is an error, not a reason to take or install another', () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  expect(() => ensureChromium()).toThrow(
    /CHROMIUM_PATH is \/nowhere\/chromium, but there is no such file/,
  );
});
