import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { launchArguments, requireChromium } from './scripts/chromium.ts';

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') {
          reject(new Error('The system gave no port, so the page cannot be served. Try again.'));
        } else resolve(address.port);
      });
    });
  });
}

// Playwright's workers read this file again; the environment hands them the same port.
process.env['E2E_PORT'] ??= String(await findFreePort());
const address = `http://127.0.0.1:${process.env['E2E_PORT']}`;

export default defineConfig({
  testDir: 'e2e',
  projects: [
    { name: 'journeys', testMatch: '**/*.spec.ts' },
    { name: 'screenshots', testMatch: '**/*.tour.ts' },
    { name: 'frames', testMatch: '**/*.frames.ts' },
  ],
  // Journeys wait for a worker of the page more than they compute.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // A software GPU trains slowly: a journey waits for a whole step.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // The JSON report is for `npm test`, which names the file; without one it would go to the console.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : 'list',
  use: {
    baseURL: address,
    trace: 'off',
    browserName: 'chromium',
    // Saving the page for offline use costs each journey a download; e2e/offline.spec.ts allows it.
    serviceWorkers: 'block',
    launchOptions: { executablePath: requireChromium(), args: launchArguments() },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${process.env['E2E_PORT']} --strictPort`,
    url: address,
    reuseExistingServer: false,
  },
});
