/**
 * A browser without WebGPU, whose reader takes the slower backend. For journeys in which it does not matter what
 * computes: WebAssembly is there at once, where a software GPU compiles kernels for seconds on all cores.
 */
import type { Page } from '@playwright/test';
import { launchArguments, requireChromium } from '../scripts/chromium.ts';

/** For `test.use`. */
export const withoutWebGpu = {
  launchOptions: {
    executablePath: requireChromium(),
    args: [
      ...launchArguments().filter((argument) => !argument.includes('webgpu')),
      '--disable-features=WebGPU,WebGPUService',
      '--disable-blink-features=WebGPU',
    ],
  },
};

/** After each load of the page, which never chooses it by itself. */
export async function takeSlowerBackend(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: 'Use the slower WebAssembly backend', exact: true })
    .click();
}
