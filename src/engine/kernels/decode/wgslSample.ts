/**
 * WGSL that chooses one token a row, one workgroup a row. Nothing is sorted: the lowest kept logit is
 * found digit by digit, four bits of it at a time, so the work grows linearly with the vocabulary.
 */
import type { KernelSource } from '../../program.ts';

/** Threads of a row; each has a run of consecutive tokens. */
export const rowThreads = 64;

/** What is baked into the kernel: plain sampling pays nothing for the rest. */
export interface SampleVariant {
  readonly isGreedy: boolean;
  readonly hasTopK: boolean;
  readonly hasTopP: boolean;
}

const scalar = (name: string) => ({ name, components: 1 as const });
const digits = Array.from({ length: 15 }, (_, i) => i + 1);

/**
 * lowest_<name>: the largest key whose weight from it on reaches `goal`. `weight` is an expression of v
 * and key, and never negative; rounding is monotone, so sums over fewer tokens are never larger.
 */
const findLowest = (name: string, weight: string, goal: string) => `
      var lowest_${name} = 0u;
      for (var digitAt = 0u; digitAt < 8u; digitAt++) {
        let shift = 28u - 4u * digitAt;
        ${digits.map((j) => `var a${j} = 0.0;`).join(' ')}
        for (var v = from_; v < to; v++) {
          let key = keyOf(logits[base + v]);
          if (key < lowest_${name}) { continue; }
          let digit = (key - lowest_${name}) >> shift;
          let weight = ${weight};
          ${digits.map((j) => `a${j} += select(0.0, weight, digit >= ${j}u);`).join('\n')}
        }
        workgroupBarrier();
        ${digits.map((j) => `partial[${(j - 1) * rowThreads} + lane] = a${j};`).join(' ')}
        workgroupBarrier();
        if (lane < ${digits.length}) {
          var sum = 0.0;
          for (var i = 0; i < ${rowThreads}; i++) { sum += partial[lane * ${rowThreads} + i]; }
          from_digit[lane] = sum;
        }
        workgroupBarrier();
        var digit = 0u;
        while (digit < ${digits.length}u && from_digit[digit] >= ${goal}) { digit++; }
        lowest_${name} += digit << shift;
      }`;

/** Sum over the threads of a row, the same in each. */
const sumFunction = `
    fn sumOf(value: f32) -> f32 {
      workgroupBarrier();
      partial[lane] = value;
      workgroupBarrier();
      var sum = 0.0;
      for (var i = 0; i < ${rowThreads}; i++) { sum += partial[i]; }
      return sum;
    }`;

/** `top` and `mode` of the row, the first of equals. */
const findMode = `
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
      for (var i = 1; i < ${rowThreads}; i++) {
        if (partial[i] > top) { top = partial[i]; mode = modes[i]; }
      }`;

/** `chosen` by inverse transform over the kept tokens, in thread 0: first the run, then the token in it. */
const draw = (vocabulary: number, chunk: number, lowest: string) => `
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
      for (var i = 0; i < ${rowThreads}; i++) {
        if (partial[i] > 0.0) { run = i; before = mass; }
        mass += partial[i];
        if (mass > goal) { break; }
      }
      var within = 0.0;
      for (var v = run * ${chunk}; v < min((run + 1) * ${chunk}, ${vocabulary}); v++) {
        let p = exp((logits[base + v] - top) * uniforms.inverseTemperature);
        if (keyOf(logits[base + v]) < ${lowest} || !(p > 0.0)) { continue; }
        chosen = v;
        within += p;
        if (within > goal - before) { break; }
      }`;

/** Keeps the fewest most likely tokens with topP of the mass that topK left. */
const nucleus = (mass: string, afterK: string) => `
      var left = 0.0;
      for (var v = from_; v < to; v++) {
        if (keyOf(logits[base + v]) >= ${afterK}) { left += ${mass}; }
      }
      let share = uniforms.topP * sumOf(left);
      ${findLowest('p', `select(0.0, ${mass}, key >= ${afterK})`, 'share')}`;

/**
 * One token a row, written at (row, column) of samples [B,width,3]: the token as a float (exact below
 * 2²⁴), its log-probability, and the entropy, both of the whole distribution at the temperature.
 */
export function sampleSource(vocabulary: number, variant: SampleVariant): KernelSource {
  const { isGreedy, hasTopK, hasTopP } = variant;
  const chunk = Math.ceil(vocabulary / rowThreads);
  const afterK = hasTopK ? 'lowest_k' : '0u';
  const mass = 'exp((logits[base + v] - top) * uniforms.inverseTemperature)';
  return {
    name: 'SampleToken',
    key: `${vocabulary},${isGreedy},${hasTopK},${hasTopP}`,
    inputs: [scalar('logits'), scalar('draws'), scalar('rowIndex')],
    outputComponents: 1,
    ints: ['step', 'steps', 'column', 'width'],
    floats: ['inverseTemperature', 'topK', 'topP'],
    workgroup: rowThreads,
    code: () => `
    var<workgroup> partial: array<f32, ${rowThreads * (hasTopK || hasTopP ? digits.length : 1)}>;
    var<workgroup> from_digit: array<f32, ${digits.length}>;
    var<workgroup> modes: array<i32, ${rowThreads}>;
    ${sumFunction}

    // Orders as the floats do; both zeros are one.
    fn keyOf(logit: f32) -> u32 {
      let bits = select(bitcast<u32>(logit), 0u, logit == 0.0);
      return select(bits | 0x80000000u, ~bits, (bits >> 31u) == 1u);
    }

    fn main(index: i32) {
      let line = index / ${rowThreads};
      let row = rowIndex[line];
      let base = line * ${vocabulary};
      let from_ = min(lane * ${chunk}, ${vocabulary});
      let to = min(from_ + ${chunk}, ${vocabulary});
      ${findMode}
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
      ${hasTopK ? findLowest('k', '1.0', 'uniforms.topK') : ''}
      ${hasTopP ? nucleus(mass, afterK) : ''}
      ${isGreedy ? 'if (lane > 0) { return; }' : draw(vocabulary, chunk, hasTopP ? 'lowest_p' : afterK)}
      let at = (row * uniforms.width + uniforms.column) * 3;
      let score = (logits[base + chosen] - top) * uniforms.inverseTemperature;
      result[at] = f32(chosen);
      result[at + 1] = score - log(total);
      result[at + 2] = log(total) - weighted / total;
    }`,
  };
}
