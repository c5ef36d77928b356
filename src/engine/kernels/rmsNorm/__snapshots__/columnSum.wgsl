@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> partial: array<vec4<f32>>;
struct Uniforms { columns: i32, }
@group(0) @binding(2) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      if (index >= uniforms.columns) { return; }
      var sum = vec4<f32>(0.0);
      for (var c = 0; c < 64; c++) { sum += partial[c * 2 + index]; }
      result[index] = sum;
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
