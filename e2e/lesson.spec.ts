import { expect, test } from '@playwright/test';
import { expectNoViolations, expectNoViolationsInBothThemes } from './accessibility.ts';
import { LessonPage } from './lessonPage.ts';
import { StartPage } from './startPage.ts';
import { TokensPage } from './tokensPage.ts';
import { takeSlowerBackend, withoutWebGpu } from './slowerBackend.ts';
import { TrainPage } from './trainPage.ts';

test.use(withoutWebGpu);

/** Short steps: what they teach is beside the point, for each answer is held against what the page shows. */
const short =
  '#v=1&promptsPerStep=1&numGenerations=2&maxCompletionLength=48&evalPrompts=8&evalSteps=2&maxSteps=2';

test('the lesson, from its door to the end', async ({ page }) => {
  const lesson = new LessonPage(page);
  const train = new TrainPage(page);
  const tokens = new TokensPage(page);
  await new StartPage(page).open(short);
  await takeSlowerBackend(page);
  await page.getByRole('button', { name: 'Begin the lesson' }).click();
  await expect(lesson.title).toHaveText('A repair pair');
  await expect(lesson.title).toBeFocused();
  await lesson.predict('It only added code');
  await expect(lesson.verdict).toContainText('As you predicted.');
  await expect(lesson.task).toHaveAttribute('data-done', 'true');
  await expectNoViolations(page);

  await lesson.next('The mask: which tokens count', 2);
  const marked = page.getByTestId('marked-secure');
  const counted = async () => Number((await marked.textContent())?.split(' ')[0]);
  const before = await counted();
  await lesson.predict('More');
  await expect(lesson.panel).toContainText('It is checked as soon as it has happened.');
  await page.getByRole('radio', { name: 'line', exact: true }).click();
  await expect(lesson.verdict).toContainText(/^As you predicted/);
  await expect(lesson.verdict).toContainText(`lexeme: ${before} marked; line: ${await counted()}`);

  await lesson.next('SFT: show it the repairs', 3);
  // The level was for a look; the run has the settings from before, but for the card's own.
  await expect(page).not.toHaveURL(/diffLevel/);
  await expect(page).toHaveURL(/sftSteps=5/);
  await lesson.predict('Fewer than one in five');
  await train.press('Start');
  await expect(train.state).toHaveText('Stopped', { timeout: 120_000 });
  const reward = page.getByRole('heading', { name: 'Reward', exact: true });
  await expect(reward).toHaveCount(0);
  await expect(lesson.verdict.locator('p').last()).toBeInViewport({ ratio: 1 });
  const scores = await train.tableOf('Validation');
  await expect(lesson.verdict).toContainText(
    `func-sec@1 went from ${scores[0]?.[1]} to ${scores.at(-1)?.[1]}, after step 5`,
  );

  await lesson.next('One step by hand', 4);
  // The settings are those of the next run, and what is on the screen is still the last one.
  await expect(page.getByText('SFT, step 5 of 5')).toBeVisible();
  // RL begins at the shipped model again, and what SFT showed is no step of it.
  await expect(page).not.toHaveURL(/sftSteps/);
  await expect(lesson.task).toHaveAttribute('data-done', 'false');
  await lesson.predict('In none');
  await train.press('One step');
  await expect(lesson.verdict).toBeVisible({ timeout: 120_000 });
  await expect(train.state).toHaveText('Paused', { timeout: 120_000 });
  await expect(reward).toBeVisible();
  await expect(lesson.verdict).toContainText(/Step 1: in \d of 1 group/);

  await lesson.next('Why a token has its colour', 5);
  await tokens.tokens.focus();
  await tokens.press('Home', 'Alt+ArrowRight', 'Enter');
  await expect(lesson.spoken).toContainText('Done');
  const cause = (await tokens.cause.textContent()) ?? '';
  await lesson.predict('It matches what the repair took out');
  await expect(lesson.verdict).toContainText(cause);

  await lesson.next('The outcome alone against the tokens', 6);
  await lesson.predict('0');
  await expect(page.getByRole('button', { name: 'Contrast' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  const outcome = page.locator('.contrast [data-layer="outcome"] [data-index]').first();
  await expect(lesson.verdict).toContainText('by the outcome alone');
  await expect(outcome).toBeVisible();

  await lesson.next('Let it learn', 7);
  await lesson.predict('It stays');
  await train.press('Resume');
  await expect(lesson.verdict).toContainText('after step 2', { timeout: 120_000 });

  await expect(train.state).toHaveText('Stopped', { timeout: 120_000 });

  await lesson.next('Break it on purpose', 8);
  await expect(lesson.note).toHaveCount(0);
  await expect(page).toHaveURL(/functionalWeight=0/);
  await lesson.predict('It falls');
  await train.press('Start');
  await expect(lesson.verdict).toContainText('func@1 went from', { timeout: 120_000 });
  await train.press('Stop');
  await expect(train.state).toHaveText('Stopped', { timeout: 120_000 });

  await lesson.next('Compare the two runs', 9);
  await lesson.predict('As many in both');
  await expect(lesson.verdict).toContainText(/func@1: \d+% with outcome and tokens/);
  await expect(lesson.verdict).toContainText('SFT alone, for its few steps: func@1');
  await expect(page).toHaveURL(/runs=[^&]*%2C[^&]*%2C/);

  await lesson.next('What the oracle cannot see', 10);
  await lesson.predict('1 to 3');
  await expect(lesson.verdict).toContainText(/\d exploits? and \d/);
  await expectNoViolations(page);

  // Coming back by the address alone: the card, what was predicted, and the run, before any engine is loaded.
  await page.reload();
  await expect(lesson.title).toHaveText('What the oracle cannot see');
  await expect(tokens.tokens).toBeVisible();
  await expect(lesson.panel.getByRole('link', { name: /^4: .*, answered$/ })).toBeVisible();
  await lesson.panel.getByRole('button', { name: 'Finish the lesson' }).click();
  await expect(lesson.panel).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  // The settings that the reader came with.
  await expect(page).toHaveURL(/evalSteps=2.*promptsPerStep=1/);
  await expect(page).not.toHaveURL(/lesson|functionalWeight/);
});

test('a run of one’s own is asked about before a card replaces it', async ({ page }) => {
  const lesson = new LessonPage(page);
  const train = new TrainPage(page);
  await train.open({ hash: `${short}&screen=train` });
  await takeSlowerBackend(page);
  await train.press('One step');
  await expect(train.state).toHaveText('Paused', { timeout: 120_000 });
  await train.show('Start');
  await page.getByRole('button', { name: 'Begin the lesson' }).click();
  await lesson.panel.getByRole('link', { name: /^4: / }).click();
  await expect(lesson.note).toContainText('Your run is under way (step 1)');
  await lesson.panel.getByRole('link', { name: /^8: / }).click();
  await expect(lesson.note).toContainText('Another run is under way (step 1)');
  await expect(train.state).toHaveText('Paused');
  await expect(page).not.toHaveURL(/functionalWeight/);
  await expectNoViolationsInBothThemes(page);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expectNoViolations(page);
  await lesson.note.getByRole('button', { name: 'Stop it and set up this card' }).click();
  await expect(train.state).toHaveText('Stopped', { timeout: 120_000 });
  await expect(page).toHaveURL(/functionalWeight=0/);
});
