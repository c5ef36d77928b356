/** GPU time by kernel, from timestamps around each dispatch. Dispatches no longer share a pass meanwhile. */

/** Dispatches one profile can hold: WebGPU's limit for a query set is 4096 timestamps. */
const capacity = 2048;

export class Profile {
  readonly #names: string[] = [];
  #queries: GPUQuerySet | null = null;

  /** Where to write the begin and end of the next dispatch; null when the profile is full. */
  timestampsOf(device: GPUDevice, name: string): GPUComputePassTimestampWrites | undefined {
    this.#queries ??= device.createQuerySet({ type: 'timestamp', count: 2 * capacity });
    const at = this.#names.length;
    if (at >= capacity) return undefined;
    this.#names.push(name);
    return {
      querySet: this.#queries,
      beginningOfPassWriteIndex: 2 * at,
      endOfPassWriteIndex: 2 * at + 1,
    };
  }

  /** Calls and milliseconds by kernel, longest first. Call after the work was submitted. */
  async read(device: GPUDevice): Promise<{ name: string; calls: number; ms: number }[]> {
    if (!this.#queries) return [];
    const count = 2 * this.#names.length;
    const [resolved, readable] = [
      GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
      GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    ].map((usage) => device.createBuffer({ size: count * 8, usage }));
    const commands = device.createCommandEncoder();
    commands.resolveQuerySet(this.#queries, 0, count, resolved, 0);
    commands.copyBufferToBuffer(resolved, 0, readable, 0, count * 8);
    device.queue.submit([commands.finish()]);
    await readable.mapAsync(GPUMapMode.READ);
    const times = new BigUint64Array(readable.getMappedRange());
    const totals = new Map<string, { calls: number; ms: number }>();
    this.#names.forEach((name, i) => {
      const total = totals.get(name) ?? { calls: 0, ms: 0 };
      total.calls += 1;
      total.ms += Number(times[2 * i + 1] - times[2 * i]) / 1e6;
      totals.set(name, total);
    });
    resolved.destroy();
    readable.destroy();
    this.#queries.destroy();
    return [...totals].map(([name, total]) => ({ name, ...total })).sort((a, b) => b.ms - a.ms);
  }
}

let active: Profile | null = null;

export const activeProfile = (): Profile | null => active;

/** Profiles every dispatch of our kernels from here on, until called with null. */
export function setProfile(profile: Profile | null): void {
  active = profile;
}
