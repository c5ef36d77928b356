import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchArguments, requireChromium } from './scripts/chromium.ts';

const browserTests = 'src/**/*.browser.test.{ts,tsx}';
/** Replaces a module, which must not have been loaded before. */
const mockingTests = 'src/ui/optimised.browser.test.tsx';

/** Loading modules anew for each file of tests takes a quarter of the whole time. */
const sharedModules = { isolate: false };

export default defineConfig({
  test: {
    // By default one core is left for the watcher.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          ...sharedModules,
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
          ...sharedModules,
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
            instances: [
              { browser: 'chromium', name: 'browser shared', exclude: [mockingTests] },
              {
                browser: 'chromium',
                name: 'browser isolated',
                include: [mockingTests],
                isolate: true,
              },
            ],
          },
        },
      },
    ],
  },
});
