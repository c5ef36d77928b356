/** WebGPU in Node: Dawn from npm `webgpu`, on a real driver or on the SwiftShader that Chromium ships. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireChromium } from '../../scripts/chromium.ts';

const marker = 'PATCHGRAD_VULKAN';

/**
 * Puts navigator.gpu in place. Where the system has no Vulkan loader, starts this process again with the
 * loader and the software driver that lie beside Chromium: both are found through the environment only.
 */
export async function provideWebGpu(): Promise<void> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create(['backend=vulkan']);
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (!adapter && !process.env[marker]) restartWithSoftwareVulkan();
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
}

function restartWithSoftwareVulkan(): void {
  const folder = chromiumFolder();
  if (!folder) return;
  const result = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      [marker]: 'software',
      VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
      LD_LIBRARY_PATH: [folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
    },
  });
  process.exit(result.status ?? 1);
}

/** Where vk_swiftshader_icd.json lies: beside the browser, or where Debian's wrapper script points. */
function chromiumFolder(): string | null {
  const places = [dirname(requireChromium()), '/usr/lib/chromium', '/opt/google/chrome'];
  return places.find((place) => existsSync(join(place, 'vk_swiftshader_icd.json'))) ?? null;
}
