@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read> partial: array<f32>;
struct Uniforms { count: i32, maxGradNorm: f32, }
@group(0) @binding(2) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      if (index > 0) { return; }
      var sum = 0.0;
      for (var i = 0; i < uniforms.count; i++) { sum += partial[i]; }
      let norm = sqrt(sum);
      result[0] = norm;
      let isFinite = (bitcast<u32>(norm) & 0x7f800000u) != 0x7f800000u;
      result[1] = select(0.0, min(1.0, uniforms.maxGradNorm / (norm + 1e-6)), isFinite);
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
