/** Attention over packed rows for the wasm backend, in loops with SIMD; q and k come rotated. */
import { defineHostKernel, floats, type HostArray } from '../../hostKernel.ts';
import { callKernel, defineGradient, numberOf, type Attributes } from '../../kernel.ts';
import { createRowLoops, softmax, type RowLoops } from '../../simd.ts';

interface Sizes {
  readonly tokens: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly d: number;
  /** Floats of one token in qkv. */
  readonly stride: number;
}

function sizesOf({ shape }: HostArray, attributes: Attributes): Sizes {
  const heads = numberOf(attributes, 'heads');
  const kvHeads = numberOf(attributes, 'kvHeads');
  const d = numberOf(attributes, 'headDim');
  return { tokens: shape[0], heads, kvHeads, d, stride: (heads + 2 * kvHeads) * d };
}

let shared: RowLoops | null = null;

/** Where a query, its keys and its values lie, in floats of the loops' memory. */
interface Place {
  readonly query: number;
  /** Of token 0; the others follow at the stride. */
  readonly key: number;
  readonly value: number;
}

/** The loops with qkv, a row of weights and a row of slopes in their memory, and `more` floats behind. */
class AttentionRows {
  readonly loops: RowLoops;
  readonly memory: Float32Array;
  readonly weights: number;
  readonly slopes: number;
  /** First of the floats that the caller asked for. */
  readonly free: number;
  /** Ranges of the tokens that the present one sees: of the prefix, and of its own row. */
  private ranges: (readonly [from: number, count: number])[] = [];

  constructor(
    readonly sizes: Sizes,
    qkv: Float32Array,
    private readonly spans: ArrayLike<number>,
    more: number,
  ) {
    const { tokens } = sizes;
    this.loops = shared ??= createRowLoops();
    this.weights = qkv.length;
    this.slopes = this.weights + tokens;
    this.free = this.slopes + tokens;
    this.memory = this.loops.reserve(this.free + more);
    this.memory.set(qkv);
    this.memory.fill(0, this.free);
  }

  /** Turns to token n. See TokenPlaces.spans. */
  see(n: number): void {
    const at = (i: number) => this.spans[4 * n + i];
    const ranges = [
      [at(0), at(1) - at(0)],
      [at(2), n + 1 - at(2)],
    ] as const;
    this.ranges = ranges.filter(([, count]) => count > 0);
  }

  place(n: number, h: number): Place {
    const { heads, kvHeads, d, stride } = this.sizes;
    const group = Math.floor((h * kvHeads) / heads);
    return {
      query: n * stride + h * d,
      key: (heads + group) * d,
      value: (heads + kvHeads + group) * d,
    };
  }

  /** out[i] = row · the i-th seen token's part that begins at `part`; returns how many it sees. */
  dots(row: number, part: number, out: number): number {
    const { d, stride } = this.sizes;
    let seen = 0;
    for (const [from, count] of this.ranges) {
      const first = 4 * (part + from * stride);
      this.loops.dots(4 * row, first, 4 * stride, count, 4 * d, 4 * (out + seen));
      seen += count;
    }
    return seen;
  }

  /** row += Σ factors[i] · the i-th seen token's part. */
  gather(row: number, factors: number, part: number): void {
    const { d, stride } = this.sizes;
    let seen = 0;
    for (const [from, count] of this.ranges) {
      const first = 4 * (part + from * stride);
      this.loops.addScaled(4 * row, 0, 4 * (factors + seen), first, 4 * stride, count, 4 * d);
      seen += count;
    }
  }

  /** The i-th seen token's part += factors[i] · row. */
  scatter(part: number, factors: number, row: number): void {
    const { d, stride } = this.sizes;
    let seen = 0;
    for (const [from, count] of this.ranges) {
      const first = 4 * (part + from * stride);
      this.loops.addScaled(first, 4 * stride, 4 * (factors + seen), 4 * row, 0, count, 4 * d);
      seen += count;
    }
  }

  /** weights = softmax(q·k/√d); returns how many. */
  softmax({ query, key }: Place): number {
    const count = this.dots(query, key, this.weights);
    softmax(this.memory, this.weights, count, this.sizes.d);
    return count;
  }
}

defineHostKernel({
  name: 'Attention',
  outputShape: ({ qkv }, attributes) => [
    qkv[0],
    numberOf(attributes, 'heads') * numberOf(attributes, 'headDim'),
  ],
  run: ({ qkv, spans }, output, attributes) => {
    const sizes = sizesOf(qkv, attributes);
    const rows = new AttentionRows(sizes, floats(qkv), spans.values, output.length);
    for (let n = 0; n < sizes.tokens; n++) {
      rows.see(n);
      for (let h = 0; h < sizes.heads; h++) {
        const place = rows.place(n, h);
        rows.softmax(place);
        rows.gather(rows.free + (n * sizes.heads + h) * sizes.d, rows.weights, place.value);
      }
    }
    output.set(rows.memory.subarray(rows.free));
  },
});

defineGradient('Attention', {
  saves: ['qkv', 'spans'],
  of: ([dout], [qkv, spans], attributes) => ({
    qkv: () => callKernel('AttentionGradient', { dout, qkv, spans }, attributes),
  }),
});

defineHostKernel({
  name: 'AttentionGradient',
  outputShape: ({ qkv }) => qkv,
  run: ({ dout, qkv, spans }, output, attributes) => {
    const sizes = sizesOf(qkv, attributes);
    const upstream = floats(dout);
    const rows = new AttentionRows(
      sizes,
      floats(qkv),
      spans.values,
      output.length + upstream.length,
    );
    const { memory, free: gradient } = rows;
    memory.set(upstream, gradient + output.length);
    for (let n = 0; n < sizes.tokens; n++) {
      rows.see(n);
      for (let h = 0; h < sizes.heads; h++) {
        const dy = gradient + output.length + (n * sizes.heads + h) * sizes.d;
        headGradient(rows, rows.place(n, h), dy, gradient);
      }
    }
    output.set(memory.subarray(gradient, gradient + output.length));
  },
});

/** Adds the gradients of one query's head; ds = w ∘ (dy·v − Σ w ∘ dy·v)/√d. */
function headGradient(rows: AttentionRows, place: Place, dy: number, gradient: number): void {
  const { memory, weights, slopes } = rows;
  const { query, key, value } = place;
  const scale = 1 / Math.sqrt(rows.sizes.d);
  const count = rows.softmax(place);
  rows.dots(dy, value, slopes);
  rows.scatter(gradient + value, weights, dy);
  let mean = 0;
  for (let i = 0; i < count; i++) mean += memory[weights + i] * memory[slopes + i];
  for (let i = 0; i < count; i++) {
    memory[slopes + i] = memory[weights + i] * (memory[slopes + i] - mean) * scale;
  }
  rows.gather(gradient + query, slopes, key);
  rows.scatter(gradient + key, slopes, query);
}
