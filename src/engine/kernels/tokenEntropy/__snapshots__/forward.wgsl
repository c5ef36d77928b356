@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read> logits: array<vec4<f32>>;
struct Uniforms { rows: i32, inverseTemperature: f32, }
@group(0) @binding(2) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      let base = index * 2;
      var top4 = logits[base];
      for (var i = 1; i < 2; i++) { top4 = max(top4, logits[base + i]); }
      let top = max(max(top4.x, top4.y), max(top4.z, top4.w)) * uniforms.inverseTemperature;
      var sum4 = vec4<f32>(0.0);
      for (var i = 0; i < 2; i++) {
        sum4 += exp(logits[base + i] * uniforms.inverseTemperature - top);
      }
      let sum = sum4.x + sum4.y + sum4.z + sum4.w;
      let logSum = top + log(sum);
      var total4 = vec4<f32>(0.0);
      for (var i = 0; i < 2; i++) {
        let logP = logits[base + i] * uniforms.inverseTemperature - logSum;
        total4 += exp(logP) * logP;
      }
      result[index] = -(total4.x + total4.y + total4.z + total4.w);
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
