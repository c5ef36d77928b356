import { expect, test } from '@playwright/test';
import { StartPage } from './startPage.ts';
import { TrainPage } from './trainPage.ts';

test.use({ serviceWorkers: 'allow' });

test('after the first load it opens and trains without network', async ({ page, context }) => {
  const start = new StartPage(page);
  await start.open();
  await expect(start.offline).toHaveAttribute('data-saved', 'ready', { timeout: 120_000 });
  await context.setOffline(true);
  await page.reload();
  await expect(start.heading).toHaveText('Start');
  const train = new TrainPage(page);
  await train.openAfterOneStep();
  // The words of the other language are there, too.
  await start.language.selectOption('de');
  await expect(start.heading).toHaveText('Training');
});

test('page and workers are bound to their own server', async ({ page, baseURL }) => {
  const start = new StartPage(page);
  const policies = new Map<string, string>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    policies.set(pathname, response.headers()['content-security-policy'] ?? '');
  });
  await start.open();
  const trainerWorker = () => [...policies.keys()].find((path) => path.includes('trainerWorker'));
  await expect.poll(trainerWorker).toBeDefined();
  const worker = trainerWorker();
  expect(policies.get(worker ?? '')).toMatch(/connect-src 'self';/);

  const refused = await page.evaluate(async () => {
    const violation = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) =>
        resolve(event.effectiveDirective),
      );
    });
    const answer = await fetch('http://localhost:9/elsewhere').catch(() => 'refused');
    return { answer, directive: await violation };
  });
  expect(refused).toEqual({ answer: 'refused', directive: 'connect-src' });
  expect([...policies.keys()].length).toBeGreaterThan(3);
  expect(page.url()).toContain(baseURL);
});
