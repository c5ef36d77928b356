import { expect, test } from '@playwright/test';
import { takeSlowerBackend, withoutWebGpu } from './slowerBackend.ts';
import { shortRun, TrainPage } from './trainPage.ts';

test.use(withoutWebGpu);

test('without WebGPU it says so and offers the slower backend, which then trains', async ({
  page,
}) => {
  const train = new TrainPage(page);
  await train.open({ hash: shortRun });
  await expect(train.alert).toHaveAttribute('data-code', 'webgpu-missing');
  await expect(train.button('Start')).toBeDisabled();
  await expect(train.adapter).toHaveCount(0);
  await takeSlowerBackend(page);
  await expect(train.adapter).toContainText('WebAssembly, slower');
  await train.press('One step');
  await expect(train.tokens).toBeVisible({ timeout: 120_000 });
});
