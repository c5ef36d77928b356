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
import { kernelFileSchema, type KernelFile, type KernelJob } from '../bench/kernels/kernelRow.ts';

export interface BenchRuntime {
  readonly run: (job: BenchJob) => Promise<JobResult>;
  readonly runKernels: (job: KernelJob) => Promise<KernelFile>;
  readonly close: () => Promise<void>;
}

/** What a process or page is made for, and the file that has it. */
const entryFiles = {
  runJob: 'src/bench/runJob.ts',
  runKernelJob: 'src/bench/kernels/runKernelJob.ts',
};
export type EntryName = keyof typeof entryFiles;

/** Runs an entry in a new process or page. */
type Start = (entry: EntryName, job: BenchJob | KernelJob) => Promise<unknown>;

const root = fileURLToPath(new URL('../..', import.meta.url));
const jobFile = fileURLToPath(new URL('benchJob.ts', import.meta.url));

export async function openRuntime(name: RuntimeName): Promise<BenchRuntime> {
  const { start, close } = name === 'node' ? openNode() : await openChromium();
  return {
    run: async (job) => jobResultSchema.parse(await start('runJob', job)),
    runKernels: async (job) => kernelFileSchema.parse(await start('runKernelJob', job)),
    close,
  };
}

const openNode = () => ({ start: startInNode, close: () => Promise.resolve() });

const startInNode: Start = async (entry, job) => {
  // The flags with which this process reads TypeScript.
  const parameters = [...process.execArgv, jobFile, entry, JSON.stringify(job)];
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (status !== 0) {
    throw new Error(
      `${entry} of ${job.engine} ended in Node with status ${status ?? 'none'}; the reason is above.`,
    );
  }
  // Drivers print lines of their own; the result is the last one.
  const line = chunks.join('').trim().split('\n').at(-1) ?? '';
  const result: unknown = JSON.parse(line);
  return result;
};

async function openChromium(): Promise<{ start: Start; close: BenchRuntime['close'] }> {
  const server = await createServer({
    root,
    logLevel: 'error',
    // Its own cache, and every package known from the start: finding one late would reload the page.
    cacheDir: 'node_modules/.vite-bench',
    optimizeDeps: { entries: Object.values(entryFiles) },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
  });
  await server.listen();
  const browser = await launchChromium();
  const address = server.resolvedUrls?.local[0] ?? '';
  return {
    start: (entry, job) => startInPage(browser, `${address}src/bench/page.html`, entry, job),
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

async function startInPage(
  browser: Browser,
  address: string,
  ...[entry, job]: Parameters<Start>
): Promise<unknown> {
  const page = await browser.newPage();
  try {
    await page.goto(address);
    return await page.evaluate(
      `import('/${entryFiles[entry]}').then((file) => file.${entry}(${JSON.stringify(job)}))`,
    );
  } finally {
    await page.close();
  }
}
