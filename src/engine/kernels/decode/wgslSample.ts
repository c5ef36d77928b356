/**
 * WGSL that chooses one token a row, one workgroup a row. Nothing is sorted: the lowest kept logit is
 * found digit by digit, four bits of it at a time, so the work grows linearly with the vocabulary.
 */
import type { KernelSource } from '../../program.ts';

/**
 * Threads of a row; each has a run of consecutive tokens. A software adapter runs few threads well: with
 * 768 tokens on SwiftShader, 8 threads took a tenth of the time of 64.
 */
export const rowThreads = (vocabulary: number): number =>
  Math.min(64, Math.max(4, 2 ** Math.ceil(Math.log2(vocabulary / 128))));

/** What is baked into the kernel: plain sampling pays nothing for the rest. */
export interface SampleVariant {
  readonly isGreedy: boolean;
  readonly hasTopK: boolean;
  readonly hasTopP: boolean;
}

const scalar = (name: string) => ({ name, components: 1 as const });
const digits = 16;

/**
 * lowest_<name>: the largest key whose weight from it on reaches `goal`. `weight` is an expression of v
 * and key, and never negative. Each thread has a histogram of its own, a column of `partial`.
 */
const findLowest = (name: string, threads: number, weight: string, goal: string) => `
      // Other threads may still read their sum from partial.
      workgroupBarrier();
      var lowest_${name} = 0u;
      var above_${name} = 0.0;
      for (var place = 0u; place < 8u; place++) {
        let shift = 28u - 4u * place;
        for (var i = lane; i < ${digits * threads}; i += ${threads}) { partial[i] = 0.0; }
        for (var v = from_; v < to; v++) {
          let key = keyOf(logits[base + v]);
          let digit = (key - lowest_${name}) >> shift;
          if (key >= lowest_${name} && digit < ${digits}u) {
            partial[i32(digit) * ${threads} + lane] += ${weight};
          }
        }
        workgroupBarrier();
        for (var d = lane; d < ${digits}; d += ${threads}) {
          var sum = 0.0;
          for (var i = 0; i < ${threads}; i++) { sum += partial[d * ${threads} + i]; }
          bins[d] = sum;
        }
        workgroupBarrier();
        var digit = ${digits - 1};
        var reached = above_${name} + bins[digit];
        while (digit > 0 && reached < ${goal}) {
          above_${name} = reached;
          digit--;
          reached += bins[digit];
        }
        lowest_${name} += u32(digit) << shift;
      }`;

/** Sum over the threads of a row, the same in each. */
const sumFunction = (threads: number) => `
    fn sumOf(value: f32) -> f32 {
      workgroupBarrier();
      partial[lane] = value;
      workgroupBarrier();
      var sum = 0.0;
      for (var i = 0; i < ${threads}; i++) { sum += partial[i]; }
      return sum;
    }`;

/** `top` and `mode` of the row, the first of equals. */
const findMode = (threads: number) => `
      var top = -3.0e38;
      var mode = 0;
      for (var v = from_; v < to; v++) {
        if (logits[base + v] > top) { top = logits[base + v]; mode = v; }
      }
      partial[lane] = top;
      modes[lane] = mode;
      workgroupBarrier();
      top = partial[0];
      mode = modes[0];
      for (var i = 1; i < ${threads}; i++) {
        if (partial[i] > top) { top = partial[i]; mode = modes[i]; }
      }`;

const chunkOf = (vocabulary: number, threads: number) => Math.ceil(vocabulary / threads);

/** `chosen` by inverse transform over the kept tokens, in thread 0: first the run, then the token in it. */
const draw = (vocabulary: number, threads: number, lowest: string) => `
      var mine = 0.0;
      for (var v = from_; v < to; v++) {
        if (keyOf(logits[base + v]) >= ${lowest}) {
          mine += exp((logits[base + v] - top) * uniforms.inverseTemperature);
        }
      }
      let goal = draws[row * uniforms.steps + uniforms.step] * sumOf(mine);
      if (lane > 0) { return; }
      var run = 0;
      var before = 0.0;
      var mass = 0.0;
      for (var i = 0; i < ${threads}; i++) {
        if (partial[i] > 0.0) { run = i; before = mass; }
        mass += partial[i];
        if (mass > goal) { break; }
      }
      var within = 0.0;
      for (var v = run * ${chunkOf(vocabulary, threads)}; v < min((run + 1) * ${chunkOf(vocabulary, threads)}, ${vocabulary}); v++) {
        let p = exp((logits[base + v] - top) * uniforms.inverseTemperature);
        if (keyOf(logits[base + v]) < ${lowest} || !(p > 0.0)) { continue; }
        chosen = v;
        within += p;
        if (within > goal - before) { break; }
      }`;

/** Keeps the fewest most likely tokens with topP of the mass that topK left. */
const nucleus = (threads: number, mass: string, afterK: string) => `
      var left = 0.0;
      for (var v = from_; v < to; v++) {
        if (keyOf(logits[base + v]) >= ${afterK}) { left += ${mass}; }
      }
      let share = uniforms.topP * sumOf(left);
      ${findLowest('p', threads, `select(0.0, ${mass}, key >= ${afterK})`, 'share')}`;

/**
 * One token a row, written at (row, column) of samples [B,width,3]: the token as a float (exact below
 * 2²⁴), its log-probability, and the entropy, both of the whole distribution at the temperature.
 */
export function sampleSource(vocabulary: number, variant: SampleVariant): KernelSource {
  const { isGreedy, hasTopK, hasTopP } = variant;
  const threads = rowThreads(vocabulary);
  const chunk = chunkOf(vocabulary, threads);
  const afterK = hasTopK ? 'lowest_k' : '0u';
  const mass = 'exp((logits[base + v] - top) * uniforms.inverseTemperature)';
  return {
    name: 'SampleToken',
    key: `${vocabulary},${isGreedy},${hasTopK},${hasTopP}`,
    inputs: [scalar('logits'), scalar('draws'), scalar('rowIndex')],
    outputComponents: 1,
    ints: ['step', 'steps', 'column', 'width'],
    floats: ['inverseTemperature', 'topK', 'topP'],
    workgroup: threads,
    code: () => `
    var<workgroup> partial: array<f32, ${threads * (hasTopK || hasTopP ? digits : 1)}>;
    var<workgroup> bins: array<f32, ${digits}>;
    var<workgroup> modes: array<i32, ${threads}>;
    ${sumFunction(threads)}

    // Orders as the floats do; both zeros are one.
    fn keyOf(logit: f32) -> u32 {
      let bits = select(bitcast<u32>(logit), 0u, logit == 0.0);
      return select(bits | 0x80000000u, ~bits, (bits >> 31u) == 1u);
    }

    fn main(index: i32) {
      let line = index / ${threads};
      let row = rowIndex[line];
      let base = line * ${vocabulary};
      let from_ = min(lane * ${chunk}, ${vocabulary});
      let to = min(from_ + ${chunk}, ${vocabulary});
      ${findMode(threads)}
      var sum = 0.0;
      var slope = 0.0;
      for (var v = from_; v < to; v++) {
        let score = (logits[base + v] - top) * uniforms.inverseTemperature;
        sum += exp(score);
        slope += exp(score) * score;
      }
      let total = sumOf(sum);
      let weighted = sumOf(slope);
      var chosen = mode;
      ${hasTopK ? findLowest('k', threads, '1.0', 'uniforms.topK') : ''}
      ${hasTopP ? nucleus(threads, mass, afterK) : ''}
      ${isGreedy ? 'if (lane > 0) { return; }' : draw(vocabulary, threads, hasTopP ? 'lowest_p' : afterK)}
      let at = (row * uniforms.width + uniforms.column) * 3;
      let score = (logits[base + chosen] - top) * uniforms.inverseTemperature;
      result[at] = f32(chosen);
      result[at + 1] = score - log(total);
      result[at + 2] = log(total) - weighted / total;
    }`,
  };
}
