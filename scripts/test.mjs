/**
 * Every check of the project: `npm test`. A failing stage does not stop the next one. What needs no browser runs
 * beside the unit tests in Chromium, which do not use all cores; the journeys come after. The last line is
 * `N passed, N failed`: tests of Vitest and Playwright, and one for each other stage.
 * Plain JavaScript, so that it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { prepare, root } from './install.mjs';

const isWindows = process.platform === 'win32';

function environment(extra) {
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
  return { ...process.env, ...extra, PATH: path };
}

/** Resolves to whether the command passed, and to what it printed where that was held back. */
function run([command, ...parameters], extra, isHeldBack) {
  const stdio = isHeldBack ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = spawn(command, parameters, {
    cwd: root,
    stdio,
    shell: isWindows,
    env: environment(extra),
  });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes) => printed.push(bytes));
  }
  return new Promise((resolve) => {
    const end = (isPassed) => resolve({ isPassed, output: Buffer.concat(printed).toString() });
    child.on('error', (error) => {
      printed.push(Buffer.from(`${error.message}\n`));
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** Path of a Chromium, installed now when there is none; null when that failed, with the reason printed. */
function provideChromium() {
  const { status, stdout } = spawnSync('tsx', ['scripts/chromium.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: isWindows,
    env: environment({}),
  });
  return status === 0 ? stdout.toString().trim() : null;
}

/** Files from which the import graph is walked: the page, the workers and the commands. */
function entryPoints() {
  const inFolder = (folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
          .map((name) => `${folder}/${name}`)
      : [];
  return ['src/main.tsx', ...inFolder('src/worker'), ...inFolder('src/cli')].filter((path) =>
    existsSync(join(root, path)),
  );
}

function vitestStage(name, project, reports) {
  const report = join(reports, `${name}.json`);
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    name,
    command: ['vitest', 'run', '--project', project, ...flags],
    count: () => {
      const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
      return { passed: numPassedTests, failed: numFailedTests };
    },
  };
}

function playwrightStage(name, reports) {
  const report = join(reports, 'e2e.json');
  return {
    name,
    needs: 'Build',
    command: ['playwright', 'test', '--project', 'journeys'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    count: () => {
      const { stats } = JSON.parse(readFileSync(report, 'utf8'));
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
    },
  };
}

/** Without a browser. */
function checks(reports) {
  const cycles = ['--no-tree', '--no-warning', '--no-progress', '--exit-code', 'circular:1'];
  return [
    { name: 'Format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'Lint', command: ['eslint', '--max-warnings', '0', '.'] },
    { name: 'Types', command: ['tsc', '-p', 'tsconfig.json'] },
    { name: 'Types of core, without the DOM', command: ['tsc', '-p', 'src/core/tsconfig.json'] },
    { name: 'Import cycles', command: ['dpdm', ...cycles, ...entryPoints()] },
    { name: 'Build', command: ['vite', 'build', '--logLevel', 'warn'] },
    vitestStage('Unit tests in Node', 'node', reports),
  ];
}

/** Tests of a stage. One that failed without a failing test, or is no test runner, counts as one. */
function tally(stage, isPassed) {
  const whole = isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (stage.count === undefined) return whole;
  try {
    const { passed, failed } = stage.count();
    return { passed, failed: isPassed ? failed : Math.max(failed, 1) };
  } catch (error) {
    console.error(`No report of "${stage.name}": ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

const headline = ({ name }) =>
  console.log(`\n── ${name} ${'─'.repeat(Math.max(3, 70 - name.length))}`);

/** @param isHeldBack its output is printed when it has ended, not as it comes */
async function runStage(stage, chromium, earlier, isHeldBack) {
  if (!isHeldBack) headline(stage);
  if (earlier.some(({ name, failed }) => name === stage.needs && failed > 0)) {
    console.log(`Not run, because "${stage.needs}" failed; counts as one failure.`);
    return { name: stage.name, seconds: 0, passed: 0, failed: 1 };
  }
  const startedAt = Date.now();
  const extra = { ...stage.environment, ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }) };
  const { isPassed, output } = await run(stage.command, extra, isHeldBack);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  if (isHeldBack) {
    headline(stage);
    process.stdout.write(output);
  }
  return { name: stage.name, seconds, ...tally(stage, isPassed) };
}

/** One stage after the other; what they print stays together. */
async function runHeldBack(stages, chromium) {
  const results = [];
  for (const stage of stages) results.push(await runStage(stage, chromium, results, true));
  return results;
}

function summarise(results) {
  console.log('\n── Summary ───');
  for (const { name, seconds, passed, failed } of results) {
    console.log(
      `${failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed, ${seconds} s`,
    );
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0;
}

async function test() {
  prepare();
  const chromium = provideChromium();
  const reports = mkdtempSync(join(tmpdir(), 'patchgrad-test-'));
  try {
    const [checked, inChromium] = await Promise.all([
      runHeldBack(checks(reports), chromium),
      runStage(vitestStage('Unit tests in Chromium', 'browser*', reports), chromium, [], false),
    ]);
    const results = [...checked, inChromium];
    const journeys = playwrightStage('Journeys in Chromium', reports);
    results.push(await runStage(journeys, chromium, results, false));
    if (!summarise(results)) process.exitCode = 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

test().catch((error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
