/** What kernels choose their shape by, known of each device that the engine made. */

export interface AdapterTraits {
  /** Runs on the CPU: few wide threads and no barriers are quick; loads cost more than arithmetic. */
  readonly isSoftware: boolean;
  /** Lanes of a subgroup where the device has subgroups of one size, else 0. */
  readonly subgroupLanes: number;
}

const known = new WeakMap<GPUDevice, AdapterTraits>();

export function noteTraits(device: GPUDevice, traits: AdapterTraits): void {
  known.set(device, traits);
}

/** A device from elsewhere counts as hardware without subgroups. */
export function traitsOf(device: GPUDevice): AdapterTraits {
  return known.get(device) ?? { isSoftware: false, subgroupLanes: 0 };
}
