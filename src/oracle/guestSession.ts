/**
 * One QuickJS runtime and context with the prelude loaded, and the calls into it. A program leaves its marks in
 * it; src/oracle/guestMemory.ts takes them back.
 */
import {
  DefaultIntrinsics,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { z } from 'zod';
import { createEffectLog, type EffectLog } from './effectLog.ts';
import { guestPrelude } from './guestPrelude.ts';
import {
  guestErrorSchema,
  guestReportSchema,
  limitOf,
  type Ended,
  type GuestError,
  type Observation,
  type SandboxCall,
} from './observation.ts';

const memoryBytes = 8 * 2 ** 20;
/** Above this, native stack overflows before QuickJS notices and the module aborts. */
const stackBytes = 24 * 1024;
// Without the real clock the same completion has the same outcome every time.
const intrinsics = { ...DefaultIntrinsics, Date: false };
const argumentsSchema = z.array(z.json());

function createRuntime(module: QuickJSWASMModule, mustStop: () => boolean): QuickJSRuntime {
  const runtime = module.newRuntime();
  runtime.setMemoryLimit(memoryBytes);
  runtime.setMaxStackSize(stackBytes);
  runtime.setInterruptHandler(mustStop);
  return runtime;
}

/**
 * Throws only when the sandbox itself is broken; what the program does wrong is an observation. Handles made
 * after the prelude are not disposed of: what they point to goes when the memory is set back.
 */
export class GuestSession {
  private readonly context: QuickJSContext;
  private readonly callGuest: QuickJSHandle;
  private readonly describeGuest: QuickJSHandle;
  private log: EffectLog = createEffectLog({});

  /** @param mustStop asked by QuickJS once when a program starts, then after every 10,000 loops and calls */
  constructor(
    module: QuickJSWASMModule,
    mustStop: () => boolean,
    private readonly isLate: () => boolean,
  ) {
    const context = createRuntime(module, mustStop).newContext({ intrinsics });
    this.context = context;
    const ask = context.newFunction('ask', (name, args) => {
      const given = argumentsSchema.parse(JSON.parse(context.getString(args)));
      return context.newString(JSON.stringify(this.log.answer(context.getString(name), given)));
    });
    const boot = context.unwrapResult(context.evalCode(guestPrelude, 'prelude.js'));
    const guest = context.unwrapResult(context.callFunction(boot, context.undefined, ask));
    this.callGuest = context.getProp(guest, 'call');
    this.describeGuest = context.getProp(guest, 'describe');
  }

  /** Evaluates the program; null when it loads. */
  load(source: string): Ended | null {
    const result = this.context.evalCode(source, 'program.js');
    if (!result.error) return null;
    const error = this.describe(result.error);
    if ('kind' in error) return error;
    return error.name === 'SyntaxError'
      ? { kind: 'syntax', message: error.message }
      : { kind: 'undefined', message: `the program fails to load: ${error.message}` };
  }

  /** Calls the program's function once, with its own effect log. */
  observe(call: SandboxCall): Observation {
    const { context } = this;
    this.log = createEffectLog(call.world);
    const result = context.callFunction(
      this.callGuest,
      context.undefined,
      context.newString(call.functionName),
      context.newString(JSON.stringify(call.args)),
    );
    if (result.error) {
      const error = this.describe(result.error);
      return 'kind' in error ? error : { kind: 'undefined', message: error.message };
    }
    const report = guestReportSchema.parse(JSON.parse(context.getString(result.value)));
    if (report.missing) {
      return { kind: 'undefined', message: `the program defines no function ${call.functionName}` };
    }
    const limit = report.threw === undefined ? null : limitOf(report.threw);
    if (limit !== null) return { kind: 'stopped', stop: limit };
    return {
      kind: 'finished',
      returned: report.returned ?? null,
      threw: report.threw === undefined ? null : `${report.threw.name}: ${report.threw.message}`,
      effects: this.log.effects,
      polluted: report.polluted,
    };
  }

  /** Name and message of an error that left the guest, or the limit it stands for. */
  private describe(error: QuickJSHandle): GuestError | Ended {
    if (this.isLate()) return { kind: 'stopped', stop: 'deadline' };
    const { context } = this;
    const described = context.callFunction(this.describeGuest, context.undefined, error);
    if (described.error) {
      // Describing needs next to nothing; when even that fails, time or memory is used up.
      return { kind: 'stopped', stop: this.isLate() ? 'deadline' : 'memory' };
    }
    const parsed = guestErrorSchema.parse(JSON.parse(context.getString(described.value)));
    const limit = limitOf(parsed);
    return limit === null ? parsed : { kind: 'stopped', stop: limit };
  }
}
