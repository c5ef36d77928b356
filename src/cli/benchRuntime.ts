/** Where the benchmark's jobs run: each in a Node process, or in a page of a Chromium, of its own. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { createServer } from 'vite';
import { launchArguments, requireChromium } from '../../scripts/chromium.ts';
import {
  jobResultSchema,
  type BenchJob,
  type JobResult,
  type RuntimeName,
} from '../bench/benchRow.ts';

export interface BenchRuntime {
  readonly run: (job: BenchJob) => Promise<JobResult>;
  readonly close: () => Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const jobFile = fileURLToPath(new URL('benchJob.ts', import.meta.url));

export function openRuntime(name: RuntimeName): Promise<BenchRuntime> {
  switch (name) {
    case 'node':
      return Promise.resolve({ run: runInNode, close: () => Promise.resolve() });
    case 'chromium':
      return openChromium();
  }
}

async function runInNode(job: BenchJob): Promise<JobResult> {
  // The flags with which this process reads TypeScript.
  const parameters = [...process.execArgv, jobFile, JSON.stringify(job)];
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (status !== 0) {
    throw new Error(
      `${job.engine} at size ${job.size} ended in Node with status ${status ?? 'none'}; the reason is above.`,
    );
  }
  // Drivers print lines of their own; the result is the last one.
  const line = chunks.join('').trim().split('\n').at(-1) ?? '';
  return jobResultSchema.parse(JSON.parse(line));
}

async function openChromium(): Promise<BenchRuntime> {
  const server = await createServer({
    root,
    logLevel: 'error',
    // Its own cache, and every package known from the start: finding one late would reload the page.
    cacheDir: 'node_modules/.vite-bench',
    optimizeDeps: { entries: ['src/bench/runJob.ts'] },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
  });
  await server.listen();
  const browser = await launchChromium();
  const address = server.resolvedUrls?.local[0] ?? '';
  return {
    run: (job) => runInPage(browser, `${address}src/bench/page.html`, job),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A Chromium on the machine's GPU, or on the software adapter when there is none. */
async function launchChromium(): Promise<Browser> {
  const executablePath = requireChromium();
  const isSoftware = (flag: string) => flag.startsWith('--use-webgpu-adapter');
  const args = launchArguments().filter((flag) => !isSoftware(flag));
  const onGpu = await chromium.launch({ executablePath, args });
  const page = await onGpu.newPage();
  const found: unknown = await page.evaluate(
    '(async () => Boolean(await navigator.gpu?.requestAdapter()))()',
  );
  await page.close();
  if (found === true) return onGpu;
  await onGpu.close();
  return chromium.launch({ executablePath, args: launchArguments() });
}

async function runInPage(browser: Browser, address: string, job: BenchJob): Promise<JobResult> {
  const page = await browser.newPage();
  try {
    await page.goto(address);
    const result: unknown = await page.evaluate(
      `import('/src/bench/runJob.ts').then(({ runJob }) => runJob(${JSON.stringify(job)}))`,
    );
    return jobResultSchema.parse(result);
  } finally {
    await page.close();
  }
}
