@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
struct Uniforms { rows: i32, parts: i32, }
@group(0) @binding(2) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let part = index / 2;
      if (part >= uniforms.parts) { return; }
      let column = index % 2;
      var sum = vec4<f32>(0.0);
      for (var n = part; n < uniforms.rows; n += uniforms.parts) {
        sum += x[n * 2 + column];
      }
      result[index] = sum;
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
