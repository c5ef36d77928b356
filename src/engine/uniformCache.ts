/**
 * Uniform buffers by content: steps repeat their shapes, so nearly every dispatch finds its numbers on
 * the GPU already.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** Buffers kept; learning rates and step counts are the ones that never return. */
const capacity = 4096;

export class UniformCache {
  readonly #backend: WebGPUBackend;
  readonly #buffers = new Map<string, GPUBuffer>();

  constructor(backend: WebGPUBackend) {
    this.#backend = backend;
  }

  /** A buffer of the i32 values, then the f32 values. */
  bufferOf(ints: readonly number[], floats: readonly number[]): GPUBuffer {
    const key = `${ints.join()};${floats.join()}`;
    let buffer = this.#buffers.get(key);
    if (!buffer) {
      if (this.#buffers.size >= capacity) this.#clear();
      const count = ints.length + floats.length;
      buffer = this.#backend.device.createBuffer({
        label: 'uniforms',
        size: Math.ceil(count / 4) * 16,
        usage: GPUBufferUsage.UNIFORM,
        mappedAtCreation: true,
      });
      const content = buffer.getMappedRange();
      new Int32Array(content).set(ints);
      new Float32Array(content).set(floats, ints.length);
      buffer.unmap();
      this.#buffers.set(key, buffer);
    }
    return buffer;
  }

  /** Commands that use a buffer must be submitted before it is destroyed. */
  #clear(): void {
    this.#backend.ensureCommandEncoderReady();
    this.#backend.endComputePassEncoder();
    this.#backend.submitQueue();
    for (const buffer of this.#buffers.values()) buffer.destroy();
    this.#buffers.clear();
  }
}
