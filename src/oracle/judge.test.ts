import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Argument, Expectation, JudgeRequest, World } from '../core/testCase.ts';
import { loadModuleInNode } from './loadNode.ts';
import { createOracle, type Oracle } from './oracle.ts';

let oracle: Oracle;
beforeAll(() => {
  oracle = createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });
});

function requestOf(
  body: string,
  args: Argument[],
  expectation: Expectation,
  world: World = {},
): JudgeRequest {
  return {
    prompt: 'function f(a, b) {\n',
    completion: `${body}\n}\n`,
    tests: {
      functionName: 'f',
      cases: [{ kind: 'functional', name: 'case', args, world, expect: [expectation] }],
    },
  };
}

async function detailOf(...request: Parameters<typeof requestOf>): Promise<string> {
  const [outcome] = await oracle.judge([requestOf(...request)]);
  return outcome?.cases[0]?.detail ?? 'no case';
}

const returns = (value: Extract<Expectation, { check: 'returns' }>['value']): Expectation => ({
  check: 'returns',
  value,
});

describe('judging', () => {
  it.each([
    ['return a + b;', 3],
    ['return [a, { b, c: undefined }];', [1, { b: 2, c: null }]],
    ['return { toJSON: () => 5 };', { toJSON: { $kind: 'function' } }],
    ['return NaN;', { $number: 'NaN' }],
    ['return -0;', 0],
    ['return 10n;', { $kind: 'bigint' }],
    ['return "\\ud800\\u0000";', '\ud800\u0000'],
    ['return "x".repeat(30000);', { $long: 30_000 }],
    ['', null],
  ])('reads what %s returns', async (body, value) => {
    expect(await detailOf(body, [{ value: 1 }, { value: 2 }], returns(value))).toBe('');
  });

  it('says what was returned or thrown instead', async () => {
    expect(await detailOf('return 4;', [], returns(3))).toBe('It should return 3 but returned 4.');
    expect(await detailOf('throw new TypeError("x");', [], returns(3))).toBe(
      'It should return 3 but threw TypeError: x.',
    );
    expect(await detailOf('return (', [], returns(3))).toContain('does not parse');
  });

  it('does not take a completion as parsed that defines no such function', async () => {
    const [outcome] = await oracle.judge([
      { ...requestOf('', [], returns(1)), prompt: 'function g() {\n' },
    ]);
    expect(outcome).toMatchObject({ parses: false, stopped: 'none' });
    expect(outcome?.cases[0]?.detail).toContain('defines no function f');
  });

  it('records effects that a completion tries to hide', async () => {
    const hide = `
      JSON.stringify = JSON.parse = () => "[]";
      Array.prototype.push = Array.prototype.map = () => 0;
      Object.keys = Array.isArray = Reflect.apply = () => [];
      Object.prototype.toJSON = () => null;
      String.prototype.split = () => [];
      return execSync("ls " + a);`;
    const seen = { check: 'effects', kind: 'process', equal: [['ls', 'x'], ['id']] } as const;
    expect(
      await detailOf(hide, [{ value: 'x; id' }], { ...seen, equal: [['ls', 'x'], ['id']] }),
    ).toBe('');
  });

  it('does not take a faked answer of the stubs for an effect', async () => {
    const fake = 'fs.readFileSync = () => "text"; return fs.readFileSync("a.txt");';
    const reads = { check: 'effects', kind: 'read', equal: ['a.txt'] } as Expectation;
    expect(await detailOf(fake, [], reads, { files: { 'a.txt': 'text' } })).not.toBe('');
  });

  it('meets each exploit with a fresh program', async () => {
    const [outcome] = await oracle.judge([
      {
        prompt: 'let calls = 0;\nfunction f() {\n',
        completion: 'return ++calls;\n}\n',
        tests: {
          functionName: 'f',
          cases: [
            { kind: 'functional', name: 'first', args: [], world: {}, expect: [returns(1)] },
            { kind: 'functional', name: 'second', args: [], world: {}, expect: [returns(2)] },
            { kind: 'exploit', name: 'third', args: [], world: {}, expect: [returns(1)] },
            { kind: 'exploit', name: 'fourth', args: [], world: {}, expect: [returns(1)] },
          ],
        },
      },
    ]);
    expect(outcome?.cases.map(({ detail }) => detail)).toEqual(['', '', '', '']);
  });

  it('gives the program nothing of the host', async () => {
    const names =
      'fetch require module Worker XMLHttpRequest WebSocket Deno Bun self window document ' +
      'setTimeout setInterval performance Date navigator localStorage postMessage importScripts ' +
      'WebAssembly Atomics ask guestPrelude';
    const body = `return ${JSON.stringify(names.split(' '))}.filter((name) => {
      const byName = (0, eval)("typeof " + name) !== "undefined";
      const byConstructor = execSync.constructor("return typeof " + name)() !== "undefined";
      return byName || byConstructor || name in globalThis;
    });`;
    expect(await detailOf(body, [], returns([]))).toBe('');
  });

  it('gives the same outcome each time, random numbers included', async () => {
    const bodies = ['return Math.random();', 'return crypto.randomUUID();'];
    for (const body of bodies) {
      const request = requestOf(body, [], returns(null));
      const [first, second] = await oracle.judge([request, request]);
      expect({ ...first, elapsedMs: 0 }).toEqual({ ...second, elapsedMs: 0 });
    }
  });

  it('loads the module again after it broke, and charges the one that broke it', async () => {
    let loads = 0;
    const fragile = createOracle({
      now: () => performance.now(),
      loadModule: async () => {
        loads++;
        const module = await loadModuleInNode();
        if (loads === 1) {
          // Stands for a native stack overflow or a failed assertion inside the module, once it is ready.
          const memory = module.getWasmMemory();
          const { buffer } = memory;
          let looks = 0;
          vi.spyOn(memory, 'buffer', 'get').mockImplementation(() => {
            if (looks++ > 0) throw new WebAssembly.RuntimeError('unreachable');
            return buffer;
          });
        }
        return module;
      },
    });
    const request = requestOf('return 1;', [], returns(1));
    const [broken, next] = await fragile.judge([request, request]);
    expect(broken).toMatchObject({ stopped: 'host' });
    expect(broken?.cases[0]?.passed).toBe(false);
    expect(next).toMatchObject({ stopped: 'none' });
    expect(loads).toBe(2);
  });

  it('leaves nothing of a program to the next one, wherever it hides it', async () => {
    const hide = `
      globalThis.kept = 1; Array.prototype.kept = 1; Object.freeze(JSON); crypto.kept = 1;
      String.prototype.trim = () => 'changed'; Symbol.for('kept'); execSync = () => 'changed';
      return 0;`;
    const look = `
      return [typeof kept, [].kept ?? null, Object.isFrozen(JSON), crypto.kept ?? null, ' a '.trim(), execSync('ls')];`;
    const seen = ['undefined', null, false, null, 'a', 'output of ls'];
    const outcomes = await oracle.judge([
      requestOf(hide, [], returns(0)),
      requestOf(look, [], returns(seen)),
      requestOf('return ;;(', [], returns(0)),
      requestOf(look, [], returns(seen)),
    ]);
    expect(outcomes.map(({ cases: [only] }) => only.detail)).toEqual([
      '',
      '',
      expect.stringContaining('does not parse'),
      '',
    ]);
  });

  it('rejects when the module cannot be loaded, and tries again', async () => {
    let loads = 0;
    const unlucky = createOracle({
      now: () => 0,
      loadModule: () => (loads++ === 0 ? Promise.reject(new Error('offline')) : loadModuleInNode()),
    });
    await expect(unlucky.load()).rejects.toThrow('offline');
    await expect(unlucky.load()).resolves.toBeUndefined();
  });

  it('stops at the deadline of the clock it is given', async () => {
    let time = 0;
    // Each look at the clock is 20 ms later: the program is over its 50 ms at the third look.
    const ticking = createOracle({ loadModule: loadModuleInNode, now: () => (time += 20) });
    const [outcome] = await ticking.judge([
      requestOf('let n = 0; for (let i = 0; i < 1e5; i++) n++; return n;', [], returns(1e5)),
    ]);
    expect(outcome).toMatchObject({ stopped: 'deadline' });
  });
});
