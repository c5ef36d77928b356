/** WebGPU in Node: Dawn from npm `webgpu`, on a real driver or on the SwiftShader that Chromium ships. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from '../../scripts/chromium.ts';

const marker = 'PATCHGRAD_VULKAN';

/** Through one of these Linux reaches every real graphics device. */
const devices = ['/dev/dri', '/dev/nvidia0', '/dev/dxg', '/dev/kgsl-3d0', '/dev/mali0'];

/**
 * Puts navigator.gpu in place. Where Linux has no Vulkan driver, starts this process again with the loader
 * and the software driver that lie beside Chromium: both are found through the environment only.
 * Without those, navigator.gpu has no adapter.
 */
export async function provideWebGpu(): Promise<void> {
  const isLinux = process.platform === 'linux';
  const software = isLinux && !process.env[marker] ? chromiumFolder() : null;
  // Dawn would look for a driver in vain, and complain.
  if (software && !devices.some(existsSync)) await restartWithSoftwareVulkan(software);
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create(isLinux ? ['backend=vulkan'] : []);
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (!adapter && software) await restartWithSoftwareVulkan(software);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
}

/** Never returns: this process ends as the new one does, and passes on what it is told. */
function restartWithSoftwareVulkan(folder: string): Promise<never> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      [marker]: 'software',
      VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
      LD_LIBRARY_PATH: [folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise(() => {
    child.on('error', () => process.exit(1));
    child.on('exit', (code) => process.exit(code ?? 1));
  });
}

/** Where vk_swiftshader_icd.json lies: beside the browser, or where Debian's wrapper script points. */
function chromiumFolder(): string | null {
  const browser = findChromium();
  const places = [
    ...(browser ? [dirname(browser)] : []),
    '/usr/lib/chromium',
    '/opt/google/chrome',
  ];
  return places.find((place) => existsSync(join(place, 'vk_swiftshader_icd.json'))) ?? null;
}
