@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> rstd: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> w: array<vec4<f32>>;
struct Uniforms { rows: i32, epsilon: f32, }
@group(0) @binding(4) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      let base = index * 2;
      var sum = vec4<f32>(0.0);
      for (var i = base; i < base + 2; i++) {
        let v = x[i];
        sum += v * v;
      }
      let r = inverseSqrt((sum.x + sum.y + sum.z + sum.w) / 8.0 + uniforms.epsilon);
      rstd[index] = r;
      for (var i = 0; i < 2; i++) {
        result[base + i] = x[base + i] * r * w[i];
      }
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
