/** One QuickJS context with the prelude and the program loaded; calls of a session share its globals. */
import {
  DefaultIntrinsics,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
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

// Without the real clock the same completion has the same outcome every time.
const intrinsics = { ...DefaultIntrinsics, Date: false };
const argumentsSchema = z.array(z.json());

/** Throws only when the sandbox itself is broken; what the program does wrong is an observation. */
export class GuestSession {
  private readonly context: QuickJSContext;
  private readonly handles: QuickJSHandle[] = [];
  private readonly callGuest: QuickJSHandle;
  private readonly describeGuest: QuickJSHandle;
  private log: EffectLog = createEffectLog({});

  constructor(
    runtime: QuickJSRuntime,
    private readonly isLate: () => boolean,
  ) {
    const context = runtime.newContext({ intrinsics });
    this.context = context;
    const ask = this.keep(
      context.newFunction('ask', (name, args) => {
        const given = argumentsSchema.parse(JSON.parse(context.getString(args)));
        return context.newString(JSON.stringify(this.log.answer(context.getString(name), given)));
      }),
    );
    const boot = this.keep(context.unwrapResult(context.evalCode(guestPrelude, 'prelude.js')));
    const guest = this.keep(
      context.unwrapResult(context.callFunction(boot, context.undefined, ask)),
    );
    this.callGuest = this.keep(context.getProp(guest, 'call'));
    this.describeGuest = this.keep(context.getProp(guest, 'describe'));
  }

  /** Evaluates the program; null when it loads. */
  load(source: string): Ended | null {
    const result = this.context.evalCode(source, 'program.js');
    if (!result.error) {
      result.value.dispose();
      return null;
    }
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
      this.keep(context.newString(call.functionName)),
      this.keep(context.newString(JSON.stringify(call.args))),
    );
    if (result.error) {
      const error = this.describe(result.error);
      return 'kind' in error ? error : { kind: 'undefined', message: error.message };
    }
    const text = context.getString(this.keep(result.value));
    const report = guestReportSchema.parse(JSON.parse(text));
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

  dispose(): void {
    for (const handle of this.handles) handle.dispose();
    this.context.dispose();
  }

  private keep(handle: QuickJSHandle): QuickJSHandle {
    this.handles.push(handle);
    return handle;
  }

  /** Name and message of an error that left the guest, or the limit it stands for. */
  private describe(error: QuickJSHandle): GuestError | Ended {
    this.keep(error);
    if (this.isLate()) return { kind: 'stopped', stop: 'deadline' };
    const described = this.context.callFunction(this.describeGuest, this.context.undefined, error);
    if (described.error) {
      // Describing needs next to nothing; when even that fails, time or memory is used up.
      described.error.dispose();
      return { kind: 'stopped', stop: this.isLate() ? 'deadline' : 'memory' };
    }
    const text = this.context.getString(this.keep(described.value));
    const parsed = guestErrorSchema.parse(JSON.parse(text));
    const limit = limitOf(parsed);
    return limit === null ? parsed : { kind: 'stopped', stop: limit };
  }
}
