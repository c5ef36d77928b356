import { afterEach, expect, it } from 'vitest';
import { mountPage } from '../fixtures/mountPage.tsx';
import { cardIds } from '../lesson/cards.ts';
import { openCard } from '../lesson/lessonMoves.ts';
import { screenIds } from '../state/place.ts';
import { en } from './en.ts';
import { english } from './format.ts';
import { setLocale } from './language.ts';
import { pseudo } from './pseudo.ts';

let mounted: Awaited<ReturnType<typeof mountPage>> | null = null;
afterEach(() => {
  mounted?.unmount();
  setLocale({ messages: en, format: english });
});

/** Text that no language changes: code, what a worker or a model says, names. */
const kept = '[translate=no], .code, code, kbd, pre, script, style, textarea, .u-legend';
/** Intl writes units and dates itself. */
const isNumber = (text: string) => /^[\d.,−\s]+(byte|kB|MB|GB|TB|s|ms)$/.test(text.trim());
const isWord = (text: string) => /\p{L}{2,}/u.test(text) && !isNumber(text);
const isMessage = (text: string) => /^[^\p{L}]*⟦.*⟧[^\p{L}]*$/su.test(text.trim());

/** Texts and accessible names on the page that come from no catalogue. */
function untranslated(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    const owner = node.parentElement;
    if (owner?.closest(kept) != null) continue;
    if (isWord(text) && !isMessage(text)) found.push(text.trim());
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (element.closest(kept) !== null) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      const text = element.getAttribute(name) ?? '';
      // A name may begin with what is never translated, such as a weakness.
      if (isWord(text) && !text.includes('⟦')) found.push(`${name}: ${text}`);
    }
  }
  return found;
}

it.each(screenIds)('the screen %s has no text outside of the catalogue', async (screen) => {
  setLocale(pseudo);
  mounted = await mountPage({}, undefined, screen);
  mounted.say({ kind: 'state', state: 'running', runId: 'a', step: 1 });
  const metrics = { reward: 0.5, reward_std: 0.2 };
  mounted.say({ kind: 'step', runId: 'a', step: 1, metrics, stage: 'token' });
  await expect.poll(() => document.querySelector('main h1')?.textContent).toMatch(/^⟦/);
  await expect
    .poll(() => document.body.textContent.includes(pseudo.messages.shell.loadingScreen), {
      timeout: 60_000,
    })
    .toBe(false);
  expect(untranslated()).toEqual([]);
});

it('no card of the lesson has text outside of the catalogue', async () => {
  setLocale(pseudo);
  mounted = await mountPage();
  mounted.say({ kind: 'state', state: 'paused', runId: 'a', step: 1 });
  const metrics = { reward: 0.5 };
  mounted.say({ kind: 'step', runId: 'a', step: 1, metrics, stage: 'token' });
  const title = () => document.querySelector('.lesson h2')?.textContent;
  for (const id of cardIds) {
    openCard(mounted.store, id);
    await expect.poll(title, { timeout: 60_000 }).toBe(pseudo.messages.lesson.words[id].title);
    await expect
      .poll(() => document.body.textContent.includes(pseudo.messages.shell.loadingScreen), {
        timeout: 60_000,
      })
      .toBe(false);
    expect(untranslated(), id).toEqual([]);
  }
});
