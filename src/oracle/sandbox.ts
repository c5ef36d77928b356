/**
 * Runs one untrusted program at a time in QuickJS, compiled to WebAssembly, with limits on time, memory and stack,
 * and no host object but one function behind the stubs. Every program meets the memory of a fresh runtime; after
 * any host error the whole WebAssembly module is thrown away.
 */
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { captureMemory, type GuestMemory } from './guestMemory.ts';
import { GuestSession } from './guestSession.ts';
import type { Observation, SandboxCall } from './observation.ts';

/** Milliseconds one completion may use, all its cases together. */
export const deadlineMs = 50;

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
  let loaded: Promise<Guest> | null = null;
  const load = async () => {
    loaded ??= loadModule().then((module) => new Guest(module, now));
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
      const run = new ProgramRun(await load(), source);
      const result = use(run);
      if (run.isBroken) loaded = null;
      return result;
    },
  };
}

/** A module with one session, the memory it starts from, and the clock of the program that runs. */
class Guest {
  readonly session: GuestSession;
  private readonly memory: GuestMemory;
  private end = Infinity;
  private polls = 0;
  isLate = false;

  constructor(
    module: QuickJSWASMModule,
    private readonly now: () => number,
  ) {
    this.session = new GuestSession(
      module,
      () => this.mustStop(),
      () => this.isLate,
    );
    this.memory = captureMemory(module);
  }

  /** A new program's time begins. */
  startClock(): void {
    this.end = this.now() + deadlineMs;
    this.isLate = false;
  }

  /** Takes back whatever programs did. */
  restore(): void {
    this.memory.restore();
    this.polls = 0;
  }

  private mustStop(): boolean {
    // An honest completion is done before it is asked a second time, so a busy machine cannot make
    // it late, and the same completion has the same outcome everywhere.
    if (this.polls++ > 0) this.isLate ||= this.now() > this.end;
    return this.isLate;
  }
}

class ProgramRun implements Program {
  isBroken = false;
  private isLoaded = false;

  constructor(
    private readonly guest: Guest,
    private readonly source: string,
  ) {
    guest.startClock();
  }

  observe(call: SandboxCall): Observation {
    return this.guarded(() => {
      const { guest } = this;
      if (!this.isLoaded) {
        guest.restore();
        this.isLoaded = true;
        const failure = guest.session.load(this.source);
        if (failure !== null) return failure;
      }
      const observation = guest.session.observe(call);
      return guest.isLate ? { kind: 'stopped', stop: 'deadline' } : observation;
    });
  }

  restart(): void {
    this.isLoaded = false;
  }

  /** After a host error the module's state is unknown, so it must not be touched again. */
  private guarded(work: () => Observation): Observation {
    if (!this.isBroken) {
      try {
        return work();
      } catch {
        // Native stack overflow, a failed assertion, a report out of shape.
        this.isBroken = true;
      }
    }
    return { kind: 'stopped', stop: this.guest.isLate ? 'deadline' : 'host' };
  }
}
