@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> qkv: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> positions: array<i32>;
@group(0) @binding(3) var<storage, read> cosTable: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read> sinTable: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read> bias: array<vec4<f32>>;
struct Uniforms { rows: i32, turn: f32, }
@group(0) @binding(6) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let column = index % 1;
      let head = (index / 1) % 4;
      let row = index / 4;
      if (row >= uniforms.rows) { return; }
      let at = (row * 4 + head) * 2 + column;
      let biasAt = head * 2 + column;
      let low = qkv[at] + bias[biasAt];
      let high = qkv[at + 1] + bias[biasAt + 1];
      if (head >= 3) {
        result[at] = low;
        result[at + 1] = high;
        return;
      }
      let angle = positions[row] * 1 + column;
      let c = cosTable[angle];
      let s = sinTable[angle] * uniforms.turn;
      result[at] = low * c - high * s;
      result[at + 1] = high * c + low * s;
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
