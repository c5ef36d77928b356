@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> qkv: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> promptStart: array<i32>;
@group(0) @binding(3) var<storage, read> promptLength: array<i32>;
struct Uniforms { rows: i32, longest: i32, capacity: i32, }
@group(0) @binding(4) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let column = index % 4;
      let t = (index / 4) % uniforms.longest;
      let row = index / (4 * uniforms.longest);
      if (row >= uniforms.rows || t >= promptLength[row]) { return; }
      let from_ = (promptStart[row] + t) * 8;
      result[(row * uniforms.capacity + t) * 4 + column] = qkv[from_ + 4 + column];
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
