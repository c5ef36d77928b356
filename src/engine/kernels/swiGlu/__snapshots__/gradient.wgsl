@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> dy: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> gateUp: array<vec4<f32>>;
struct Uniforms { rows: i32, }
@group(0) @binding(3) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let row = index / 2;
      if (row >= uniforms.rows) { return; }
      let at = row * 4 + index % 2;
      let gate = gateUp[at];
      let up = gateUp[at + 2];
      let d = dy[index];
      let s = 1.0 / (1.0 + exp(-gate));
      result[at] = d * up * s * (1.0 + gate * (1.0 - s));
      result[at + 2] = d * gate * s;
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
