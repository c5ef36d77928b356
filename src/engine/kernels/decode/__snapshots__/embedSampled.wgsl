@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> embedding: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> samples: array<f32>;
@group(0) @binding(3) var<storage, read> rowIndex: array<i32>;
struct Uniforms { count: i32, column: i32, columns: i32, }
@group(0) @binding(4) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let line = index / 2;
      if (line >= uniforms.count) { return; }
      let token = i32(samples[(rowIndex[line] * uniforms.columns + uniforms.column) * 3]);
      result[index] = embedding[token * 2 + index % 2];
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
