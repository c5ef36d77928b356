@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> cache: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> qkv: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> rowIndex: array<i32>;
@group(0) @binding(4) var<storage, read> promptLength: array<i32>;
@group(0) @binding(5) var<storage, read> cosTable: array<vec4<f32>>;
@group(0) @binding(6) var<storage, read> sinTable: array<vec4<f32>>;
@group(0) @binding(7) var<storage, read> bias: array<vec4<f32>>;
struct Uniforms { count: i32, step: i32, capacity: i32, }
@group(0) @binding(8) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let line = index / 2;
      let head = index % 2;
      if (line >= uniforms.count) { return; }
      let row = rowIndex[line];
      let position = promptLength[row] + uniforms.step;
      let query = head * 2;
      let key = (2 + head / 2) * 2;
      let value = key + 2;
      let c0 = cosTable[position * 1 + 0]; let s0 = sinTable[position * 1 + 0];
      let x0 = (qkv[line * 8 + query + 0] + bias[query + 0]) * 0.35355339059327373;
let x1 = (qkv[line * 8 + query + 1] + bias[query + 1]) * 0.35355339059327373;
      let q0 = x0 * c0 - x1 * s0;
      let q1 = x1 * c0 + x0 * s0;
      let y0 = qkv[line * 8 + key + 0] + bias[key + 0];
let y1 = qkv[line * 8 + key + 1] + bias[key + 1];
      let k0 = y0 * c0 - y1 * s0;
      let k1 = y1 * c0 + y0 * s0;
      var o0 = qkv[line * 8 + value + 0] + bias[value + 0];
var o1 = qkv[line * 8 + value + 1] + bias[value + 1];
      let start = (row * uniforms.capacity * 2 + head / 2) * 2;
      if (head % 2 == 0) {
        let at = start + position * 4;
        cache[at + 0] = k0; cache[at + 2] = o0;
cache[at + 1] = k1; cache[at + 3] = o1;
      }
      var top = dot(q0, k0) + dot(q1, k1);
      var total = 1.0;
      for (var t = 0; t < position; t++) {
        let at = start + t * 4;
        let score = dot(q0, cache[at + 0]) + dot(q1, cache[at + 1]);
        let newTop = max(top, score);
        let keep = exp(top - newTop);
        let p = exp(score - newTop);
        top = newTop;
        total = total * keep + p;
        o0 = o0 * keep + p * cache[at + 2];
o1 = o1 * keep + p * cache[at + 3];
      }
      result[index * 2 + 0] = o0 / total;
result[index * 2 + 1] = o1 / total;
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
