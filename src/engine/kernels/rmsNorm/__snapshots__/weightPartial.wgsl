@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> dy: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> rstd: array<f32>;
struct Uniforms { rows: i32, }
@group(0) @binding(4) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      if (index >= 128) { return; }
      let chunk = index / 2;
      let column = index % 2;
      var sum = vec4<f32>(0.0);
      for (var n = chunk; n < uniforms.rows; n += 64) {
        let at = n * 2 + column;
        sum += dy[at] * x[at] * rstd[n];
      }
      result[index] = sum;
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
