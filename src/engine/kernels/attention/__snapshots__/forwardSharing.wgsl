@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> stats: array<f32>;
@group(0) @binding(2) var<storage, read> qkv: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> spans: array<vec4<i32>>;
struct Uniforms { rows: i32, }
@group(0) @binding(4) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let blocks = (uniforms.rows + 1) / 2;
      let h = index / blocks;
      if (h >= 2) { return; }
      let n0 = (index % blocks) * 2;
      let keyHead = 4 + (h / 2) * 2;
      let n_0 = min(n0 + 0, uniforms.rows - 1);
      let span_0 = spans[n_0];
      let query_0 = n_0 * 8 + h * 2;
      let q0_0 = qkv[query_0 + 0] * 0.35355339059327373;
let q0_1 = qkv[query_0 + 1] * 0.35355339059327373;
let n_1 = min(n0 + 1, uniforms.rows - 1);
      let span_1 = spans[n_1];
      let query_1 = n_1 * 8 + h * 2;
      let q1_0 = qkv[query_1 + 0] * 0.35355339059327373;
let q1_1 = qkv[query_1 + 1] * 0.35355339059327373;
      let first = min(span_0.x, span_1.x);
      let last = min(n0 + 1, uniforms.rows - 1);
      let holeStart = max(span_0.y, span_1.y);
      let holeEnd = min(span_0.z, span_1.z);
      var top_0 = -3.0e38; var total_0 = 0.0;
      var o0_0 = vec4<f32>(0.0);
var o0_1 = vec4<f32>(0.0);
var top_1 = -3.0e38; var total_1 = 0.0;
      var o1_0 = vec4<f32>(0.0);
var o1_1 = vec4<f32>(0.0);
      for (var j = first; j <= last; j += 4) {
        if (j >= holeStart && j < holeEnd) { j = holeEnd; }
        var s0_0: f32;
var s0_1: f32;
var s0_2: f32;
var s0_3: f32;
var s1_0: f32;
var s1_1: f32;
var s1_2: f32;
var s1_3: f32;
        {
          let key = min(j + 0, last) * 8 + keyHead;
          let k0 = qkv[key + 0];
let k1 = qkv[key + 1];
          s0_0 = select(-3.0e38, dot(q0_0, k0) + dot(q0_1, k1), (((j + 0) >= span_0.x && (j + 0) < span_0.y) || ((j + 0) >= span_0.z && (j + 0) <= n0 + 0)));
s1_0 = select(-3.0e38, dot(q1_0, k0) + dot(q1_1, k1), (((j + 0) >= span_1.x && (j + 0) < span_1.y) || ((j + 0) >= span_1.z && (j + 0) <= n0 + 1)));
        }
{
          let key = min(j + 1, last) * 8 + keyHead;
          let k0 = qkv[key + 0];
let k1 = qkv[key + 1];
          s0_1 = select(-3.0e38, dot(q0_0, k0) + dot(q0_1, k1), (((j + 1) >= span_0.x && (j + 1) < span_0.y) || ((j + 1) >= span_0.z && (j + 1) <= n0 + 0)));
s1_1 = select(-3.0e38, dot(q1_0, k0) + dot(q1_1, k1), (((j + 1) >= span_1.x && (j + 1) < span_1.y) || ((j + 1) >= span_1.z && (j + 1) <= n0 + 1)));
        }
{
          let key = min(j + 2, last) * 8 + keyHead;
          let k0 = qkv[key + 0];
let k1 = qkv[key + 1];
          s0_2 = select(-3.0e38, dot(q0_0, k0) + dot(q0_1, k1), (((j + 2) >= span_0.x && (j + 2) < span_0.y) || ((j + 2) >= span_0.z && (j + 2) <= n0 + 0)));
s1_2 = select(-3.0e38, dot(q1_0, k0) + dot(q1_1, k1), (((j + 2) >= span_1.x && (j + 2) < span_1.y) || ((j + 2) >= span_1.z && (j + 2) <= n0 + 1)));
        }
{
          let key = min(j + 3, last) * 8 + keyHead;
          let k0 = qkv[key + 0];
let k1 = qkv[key + 1];
          s0_3 = select(-3.0e38, dot(q0_0, k0) + dot(q0_1, k1), (((j + 3) >= span_0.x && (j + 3) < span_0.y) || ((j + 3) >= span_0.z && (j + 3) <= n0 + 0)));
s1_3 = select(-3.0e38, dot(q1_0, k0) + dot(q1_1, k1), (((j + 3) >= span_1.x && (j + 3) < span_1.y) || ((j + 3) >= span_1.z && (j + 3) <= n0 + 1)));
        }
        {
          let newTop = max(top_0, max(max(max(s0_0, s0_1), s0_2), s0_3));
          let keep = exp(top_0 - newTop);
          top_0 = newTop;
          s0_0 = exp(s0_0 - newTop);
s0_1 = exp(s0_1 - newTop);
s0_2 = exp(s0_2 - newTop);
s0_3 = exp(s0_3 - newTop);
          total_0 = total_0 * keep + s0_0 + s0_1 + s0_2 + s0_3;
          o0_0 *= keep;
o0_1 *= keep;
        }
{
          let newTop = max(top_1, max(max(max(s1_0, s1_1), s1_2), s1_3));
          let keep = exp(top_1 - newTop);
          top_1 = newTop;
          s1_0 = exp(s1_0 - newTop);
s1_1 = exp(s1_1 - newTop);
s1_2 = exp(s1_2 - newTop);
s1_3 = exp(s1_3 - newTop);
          total_1 = total_1 * keep + s1_0 + s1_1 + s1_2 + s1_3;
          o1_0 *= keep;
o1_1 *= keep;
        }
        {
          let value = min(j + 0, last) * 8 + keyHead + 2;
          { let v = qkv[value + 0]; o0_0 += s0_0 * v; o1_0 += s1_0 * v; }
{ let v = qkv[value + 1]; o0_1 += s0_0 * v; o1_1 += s1_0 * v; }
        }
{
          let value = min(j + 1, last) * 8 + keyHead + 2;
          { let v = qkv[value + 0]; o0_0 += s0_1 * v; o1_0 += s1_1 * v; }
{ let v = qkv[value + 1]; o0_1 += s0_1 * v; o1_1 += s1_1 * v; }
        }
{
          let value = min(j + 2, last) * 8 + keyHead + 2;
          { let v = qkv[value + 0]; o0_0 += s0_2 * v; o1_0 += s1_2 * v; }
{ let v = qkv[value + 1]; o0_1 += s0_2 * v; o1_1 += s1_2 * v; }
        }
{
          let value = min(j + 3, last) * 8 + keyHead + 2;
          { let v = qkv[value + 0]; o0_0 += s0_3 * v; o1_0 += s1_3 * v; }
{ let v = qkv[value + 1]; o0_1 += s0_3 * v; o1_1 += s1_3 * v; }
        }
      }
      if (n0 + 0 < uniforms.rows) {
        let at = (n0 + 0) * 2 + h;
        stats[at * 2] = top_0 + log(total_0);
        result[at * 2 + 0] = o0_0 / total_0;
result[at * 2 + 1] = o0_1 / total_0;
      }
if (n0 + 1 < uniforms.rows) {
        let at = (n0 + 1) * 2 + h;
        stats[at * 2] = top_1 + log(total_1);
        result[at * 2 + 0] = o1_0 / total_1;
result[at * 2 + 1] = o1_1 / total_1;
      }
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
