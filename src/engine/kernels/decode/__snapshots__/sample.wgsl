@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> draws: array<f32>;
@group(0) @binding(3) var<storage, read> rowIndex: array<i32>;
struct Uniforms { step: i32, steps: i32, column: i32, width: i32, inverseTemperature: f32, topK: f32, topP: f32, }
@group(0) @binding(4) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    var<workgroup> partial: array<f32, 4>;
    var<workgroup> bins: array<f32, 16>;
    var<workgroup> modes: array<i32, 4>;
    fn sumOf(value: f32) -> f32 {
      workgroupBarrier();
      partial[lane] = value;
      workgroupBarrier();
      var sum = 0.0;
      for (var i = 0; i < 4; i++) { sum += partial[i]; }
      return sum;
    }
    // Orders as the floats do; both zeros are one.
    fn keyOf(logit: f32) -> u32 {
      let bits = select(bitcast<u32>(logit), 0u, logit == 0.0);
      return select(bits | 0x80000000u, ~bits, (bits >> 31u) == 1u);
    }
    fn main(index: i32) {
      let line = index / 4;
      let row = rowIndex[line];
      let base = line * 16;
      let from_ = min(lane * 4, 16);
      let to = min(from_ + 4, 16);
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
      for (var i = 1; i < 4; i++) {
        if (partial[i] > top) { top = partial[i]; mode = modes[i]; }
      }
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
      var mine = 0.0;
      for (var v = from_; v < to; v++) {
        if (keyOf(logits[base + v]) >= 0u) {
          mine += exp((logits[base + v] - top) * uniforms.inverseTemperature);
        }
      }
      let goal = draws[row * uniforms.steps + uniforms.step] * sumOf(mine);
      if (lane > 0) { return; }
      var run = 0;
      var before = 0.0;
      var mass = 0.0;
      for (var i = 0; i < 4; i++) {
        if (partial[i] > 0.0) { run = i; before = mass; }
        mass += partial[i];
        if (mass > goal) { break; }
      }
      var within = 0.0;
      for (var v = run * 4; v < min((run + 1) * 4, 16); v++) {
        let p = exp((logits[base + v] - top) * uniforms.inverseTemperature);
        if (keyOf(logits[base + v]) < 0u || !(p > 0.0)) { continue; }
        chosen = v;
        within += p;
        if (within > goal - before) { break; }
      }
      let at = (row * uniforms.width + uniforms.column) * 3;
      let score = (logits[base + chosen] - top) * uniforms.inverseTemperature;
      result[at] = f32(chosen);
      result[at + 1] = score - log(total);
      result[at + 2] = log(total) - weighted / total;
    }
@compute @workgroup_size(4)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 4u + local));
}
