/**
 * Every check of the project, one after the other: `npm test`. A failing stage does not stop the next
 * one. The last line is `N passed, N failed`: tests of Vitest and Playwright, and one for each other stage.
 * Plain JavaScript, so that it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { prepare, root } from './install.mjs';

const isWindows = process.platform === 'win32';

function environment(extra) {
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
  return { ...process.env, ...extra, PATH: path };
}

function run(command, parameters, extra) {
  const options = { cwd: root, stdio: 'inherit', shell: isWindows, env: environment(extra) };
  return spawnSync(command, parameters, options).status === 0;
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
  const report = join(reports, `${project}.json`);
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

function stagesOf(reports) {
  const cycles = ['--no-tree', '--no-warning', '--no-progress', '--exit-code', 'circular:1'];
  return [
    { name: 'Format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'Lint', command: ['eslint', '--max-warnings', '0', '.'] },
    { name: 'Types', command: ['tsc', '-p', 'tsconfig.json'] },
    { name: 'Types of core, without the DOM', command: ['tsc', '-p', 'src/core/tsconfig.json'] },
    { name: 'Import cycles', command: ['dpdm', ...cycles, ...entryPoints()] },
    vitestStage('Unit tests in Node', 'node', reports),
    vitestStage('Unit tests in Chromium', 'browser', reports),
    { name: 'Build', command: ['vite', 'build', '--logLevel', 'warn'] },
    playwrightStage('Journeys in Chromium', reports),
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

function runStage(stage, chromium, earlier) {
  console.log(`\n── ${stage.name} ${'─'.repeat(Math.max(3, 70 - stage.name.length))}`);
  if (earlier.some(({ name, failed }) => name === stage.needs && failed > 0)) {
    console.log(`Not run, because "${stage.needs}" failed; counts as one failure.`);
    return { name: stage.name, seconds: 0, passed: 0, failed: 1 };
  }
  const startedAt = Date.now();
  const [command, ...parameters] = stage.command;
  const extra = { ...stage.environment, ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }) };
  const isPassed = run(command, parameters, extra);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  return { name: stage.name, seconds, ...tally(stage, isPassed) };
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

function test() {
  prepare();
  const chromium = provideChromium();
  const reports = mkdtempSync(join(tmpdir(), 'patchgrad-test-'));
  try {
    const results = [];
    for (const stage of stagesOf(reports)) results.push(runStage(stage, chromium, results));
    if (!summarise(results)) process.exitCode = 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

try {
  test();
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
