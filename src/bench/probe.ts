/** Counts what any engine asks of WebGPU, by wrapping the interfaces' prototypes before it starts. */

export interface Probe {
  /** Dispatches since the last reset. */
  readonly dispatches: () => number;
  /** Most bytes that buffers held at one time since the last reset. */
  readonly peakBytes: () => number;
  readonly reset: () => void;
  /** Waits until every device made so far has done its work. */
  readonly settle: () => Promise<void>;
  /** First error that a device reported, or null. */
  readonly failure: () => string | null;
}

/** Installs the probe; once in a process or page. Buffers that are never destroyed count as held. */
export function installProbe(): Probe {
  let dispatches = 0;
  let bytes = 0;
  let peak = 0;
  let failure: string | null = null;
  const devices: GPUDevice[] = [];
  const held = new WeakMap<object, number>();

  for (const name of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect']) {
    intercept(GPUComputePassEncoder.prototype, name, (_, call) => {
      dispatches += 1;
      return call();
    });
  }
  intercept(GPUDevice.prototype, 'createBuffer', (_, call) => {
    const buffer = call();
    if (!(buffer instanceof GPUBuffer)) throw new Error('createBuffer gave no GPUBuffer.');
    held.set(buffer, buffer.size);
    bytes += buffer.size;
    peak = Math.max(peak, bytes);
    return buffer;
  });
  intercept(GPUBuffer.prototype, 'destroy', (buffer, call) => {
    bytes -= held.get(buffer) ?? 0;
    held.delete(buffer);
    return call();
  });
  intercept(GPUAdapter.prototype, 'requestDevice', async (_, call) => {
    const device = await call();
    if (!(device instanceof GPUDevice)) throw new Error('requestDevice gave no GPUDevice.');
    devices.push(device);
    device.addEventListener('uncapturederror', (event) => (failure ??= event.error.message));
    return device;
  });
  return {
    dispatches: () => dispatches,
    peakBytes: () => peak,
    reset: () => {
      dispatches = 0;
      peak = bytes;
    },
    settle: async () => {
      for (const device of devices) await device.queue.onSubmittedWorkDone();
    },
    failure: () => failure,
  };
}

/** Puts `around` in the place of a prototype's method; `call` runs the original with its own arguments. */
function intercept(
  prototype: object,
  name: string,
  around: (object: object, call: () => unknown) => unknown,
): void {
  const original: unknown = Reflect.get(prototype, name);
  if (typeof original !== 'function') throw new Error(`WebGPU has no method ${name} to count.`);
  const value = function (this: object, ...parameters: unknown[]): unknown {
    return around(this, () => Reflect.apply(original, this, parameters));
  };
  Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
}
