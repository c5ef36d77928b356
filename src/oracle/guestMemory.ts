/**
 * The memory of a QuickJS module as it was at one moment. Copying it back is many times quicker than making a
 * runtime, a context and the prelude anew, and leaves nothing of a program behind: no global, no prototype, no
 * open handle, no used-up limit.
 */
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';

/** Pages of 64 KiB: 16 MiB, as the module is built for, and at most as much again. */
const pages = { initial: 256, maximum: 512 };

/**
 * The memory of a new module. Its end is what holds a program back: in this build QuickJS's own limit does not count how
 * large a buffer is, so that without one a program took 2 GiB, page by page, in a loop that no deadline interrupts.
 */
export const makeMemory = (): WebAssembly.Memory => new WebAssembly.Memory(pages);

export interface GuestMemory {
  /** Sets the memory back. Only between two calls into the module, and never after one that threw. */
  readonly restore: () => void;
}

/** A part of the memory that was in use, at a word offset. */
interface Part {
  readonly at: number;
  readonly words: BigUint64Array;
}

/**
 * Zeros longer than this are memory that nothing has used: the stack below its pointer, or what no allocation has
 * reached. Whatever a program leaves there is read by nobody.
 */
const unusedWords = 64 * 1024;

/** What is in use, without the long runs of zeros. */
function usedParts(memory: BigUint64Array): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let end = 0;
  const close = () => {
    if (end > start) parts.push({ at: start, words: memory.slice(start, end) });
  };
  for (let i = 0; i < memory.length; i++) {
    if (memory[i] === 0n) continue;
    if (i - end > unusedWords) {
      close();
      start = i;
    }
    end = i + 1;
  }
  close();
  return parts;
}

/** Takes the snapshot. */
export function captureMemory(module: QuickJSWASMModule): GuestMemory {
  const memory = module.getWasmMemory();
  const parts = usedParts(new BigUint64Array(memory.buffer));
  return {
    restore: () => {
      // The buffer is looked up each time: growing replaces it.
      const words = new BigUint64Array(memory.buffer);
      for (const { at, words: kept } of parts) words.set(kept, at);
    },
  };
}
