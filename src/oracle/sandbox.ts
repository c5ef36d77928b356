/**
 * Runs one untrusted program at a time in QuickJS, compiled to WebAssembly: a fresh runtime per
 * program with limits on time, memory and stack, and no host object but one function behind the
 * stubs. After any host error the whole WebAssembly module is thrown away.
 */
import type { QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { GuestSession } from './guestSession.ts';
import type { Observation, SandboxCall } from './observation.ts';

/** Milliseconds one completion may use, all its cases together. */
export const deadlineMs = 50;
const memoryBytes = 8 * 2 ** 20;
/** Above this, native stack overflows before QuickJS notices and the module aborts. */
const stackBytes = 24 * 1024;

/** One program in its runtime; its calls share the deadline. */
export interface Program {
  /** Calls the function once. */
  observe(call: SandboxCall): Observation;
  /** Loads the program anew before the next call, so that no earlier call can have prepared it. */
  restart(): void;
}

export interface Sandbox {
  /** Loads the module now instead of at the first program. Rejects when it cannot be loaded. */
  load(): Promise<void>;
  /** Runs `use` with a fresh runtime for the program. `use` must not keep the program. */
  withProgram<T>(source: string, use: (program: Program) => T): Promise<T>;
}

export interface SandboxParts {
  /** A fresh WebAssembly instance each time. */
  readonly loadModule: () => Promise<QuickJSWASMModule>;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/**
 * A sandbox whose module is loaded at the first program and again after every host error.
 * withProgram rejects only when the module cannot be loaded; the next call tries again.
 */
export function createSandbox({ loadModule, now }: SandboxParts): Sandbox {
  let loaded: Promise<QuickJSWASMModule> | null = null;
  const load = async () => {
    loaded ??= loadModule();
    try {
      return await loaded;
    } catch (error) {
      loaded = null;
      throw error;
    }
  };
  return {
    load: async () => {
      await load();
    },
    async withProgram(source, use) {
      const run = new ProgramRun(await load(), source, now);
      try {
        return use(run);
      } finally {
        run.dispose();
        if (run.isBroken) loaded = null;
      }
    },
  };
}

class ProgramRun implements Program {
  isBroken = false;
  private isLate = false;
  private polls = 0;
  private runtime: QuickJSRuntime | null = null;
  private session: GuestSession | null = null;
  private readonly end: number;

  constructor(
    private readonly module: QuickJSWASMModule,
    private readonly source: string,
    private readonly now: () => number,
  ) {
    this.end = now() + deadlineMs;
  }

  observe(call: SandboxCall): Observation {
    return this.guarded(() => {
      if (this.session === null) {
        this.polls = 0;
        this.runtime ??= this.createRuntime();
        this.session = new GuestSession(this.runtime, () => this.isLate);
        const failure = this.session.load(this.source);
        if (failure !== null) return failure;
      }
      const observation = this.session.observe(call);
      return this.isLate ? { kind: 'stopped', stop: 'deadline' } : observation;
    });
  }

  restart(): void {
    this.guarded(() => {
      this.session?.dispose();
      this.session = null;
    });
  }

  dispose(): void {
    this.restart();
    this.guarded(() => this.runtime?.dispose());
  }

  /** After a host error the module's state is unknown, so it must not be touched again. */
  private guarded<T>(work: () => T): T | { kind: 'stopped'; stop: 'deadline' | 'host' } {
    if (!this.isBroken) {
      try {
        return work();
      } catch {
        // Native stack overflow, a failed assertion, a leak at disposal, a report out of shape.
        this.isBroken = true;
      }
    }
    return { kind: 'stopped', stop: this.isLate ? 'deadline' : 'host' };
  }

  private createRuntime(): QuickJSRuntime {
    const runtime = this.module.newRuntime();
    runtime.setMemoryLimit(memoryBytes);
    runtime.setMaxStackSize(stackBytes);
    runtime.setInterruptHandler(() => this.mustStop());
    return runtime;
  }

  /** Asked by QuickJS once when a context starts, then after every 10,000 loops and calls. */
  private mustStop(): boolean {
    // An honest completion is done before it is asked a second time, so a busy machine cannot make
    // it late, and the same completion has the same outcome everywhere.
    if (this.polls++ > 0) this.isLate ||= this.now() > this.end;
    return this.isLate;
  }
}
