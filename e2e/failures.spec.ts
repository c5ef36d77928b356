import { expect, test } from '@playwright/test';
import { shortRun, TrainPage } from './trainPage.ts';

const faults = [
  { fault: 'validation', code: 'gpu-validation' },
  { fault: 'lost', code: 'device-lost' },
  { fault: 'nan', code: 'not-finite' },
  { fault: 'dead', code: 'worker-dead' },
] as const;

for (const { fault, code } of [faults[1], faults[3]]) {
  test(`${code}: goes on from the last checkpoint to the end`, async ({ page }) => {
    const train = new TrainPage(page);
    const hash = `${shortRun}&maxSteps=4&saveSteps=2`;
    await train.open({ search: `?fault=${fault}@4`, hash });
    await train.press('Start');
    await expect(train.alert).toHaveAttribute('data-code', code, { timeout: 150_000 });
    await expect(train.alert).toContainText('at step 4');
    await expect(train.alert).toContainText('1 finished step is repeated');
    await expect(train.button('Continue from step 2')).toBeFocused();
    const before = await train.tableOf('Reward');
    expect(before.map(([step]) => step)).toEqual(['1', '2', '3']);
    await page.keyboard.press('Enter');
    await expect(train.state).toHaveText('Stopped', { timeout: 150_000 });
    await expect(train.alert).toHaveCount(0);
    const after = await train.tableOf('Reward');
    expect(after.map(([step]) => step)).toEqual(['1', '2', '3', '4']);
    // The repeated step gives the numbers that it had given before.
    expect(after.slice(0, 3)).toEqual(before);
  });
}

// The other two go on from their checkpoint above.
for (const { fault, code } of [faults[0], faults[2]]) {
  test(`${code}: says what happened at which step and keeps the run`, async ({ page }) => {
    const train = new TrainPage(page);
    await train.open({ search: `?fault=${fault}@2`, hash: shortRun });
    await train.press('Start');
    await expect(train.alert).toHaveAttribute('data-code', code, { timeout: 150_000 });
    await expect(train.alert).toContainText('at step 2');
    await expect(train.state).toHaveText('Failed');
    await expect(train.tokens).toBeVisible();
    await train.token(0).click();
    await expect(train.cause).not.toBeEmpty();
    // How the engine comes back does not depend on what befell it.
    if (code === 'not-finite') return;
    await train.press('Reload the engine');
    await expect(train.state).toHaveText('Ready', { timeout: 60_000 });
    await expect(train.alert).toHaveCount(0);
    await expect(train.tokens).toBeVisible();
  });
}
