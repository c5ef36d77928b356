import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchArguments, requireChromium } from './scripts/chromium.ts';

const browserTests = 'src/**/*.browser.test.{ts,tsx}';

export default defineConfig({
  test: {
    // By default one core is left for the watcher.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [browserTests],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Packages that only a worker imports are found here too: bundling one late reloads the test.
        optimizeDeps: {
          entries: ['src/main.tsx', 'src/worker/*.ts', browserTests],
          include: ['react/jsx-dev-runtime'],
        },
        test: {
          name: 'browser',
          setupFiles: ['src/ui/fixtures/virtualisedLists.ts'],
          include: [browserTests],
          // A software GPU compiles and runs shaders on the processor.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: requireChromium(), args: launchArguments() },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
