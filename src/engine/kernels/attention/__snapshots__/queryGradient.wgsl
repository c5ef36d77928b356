@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> stats: array<f32>;
@group(0) @binding(2) var<storage, read> qkv: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> mixed: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read> dout: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read> spans: array<vec4<i32>>;
@group(0) @binding(6) var<storage, read> cosTable: array<vec4<f32>>;
@group(0) @binding(7) var<storage, read> sinTable: array<vec4<f32>>;
struct Uniforms { rows: i32, }
@group(0) @binding(8) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let blocks = (uniforms.rows + 0) / 1;
      let h = index / blocks;
      if (h >= 2) { return; }
      let n0 = (index % blocks) * 1;
      let keyHead = 4 + (h / 2) * 2;
      let n_0 = min(n0 + 0, uniforms.rows - 1);
      let span_0 = spans[n_0];
      let query_0 = n_0 * 8 + h * 2;
      let q0_0 = qkv[query_0 + 0] * 0.35355339059327373;
let q0_1 = qkv[query_0 + 1] * 0.35355339059327373;
      let first = span_0.x;
      let last = min(n0 + 0, uniforms.rows - 1);
      let holeStart = span_0.y;
      let holeEnd = span_0.z;
      let at_0 = n_0 * 2 + h;
      let g0_0 = dout[at_0 * 2 + 0]; var d0_0 = vec4<f32>(0.0);
let g0_1 = dout[at_0 * 2 + 1]; var d0_1 = vec4<f32>(0.0);
      let lse_0 = stats[at_0 * 2];
      let mean_0 = dot(g0_0, mixed[at_0 * 2 + 0]) + dot(g0_1, mixed[at_0 * 2 + 1]);
      for (var j = first; j <= last; j++) {
        if (j >= holeStart && j < holeEnd) { j = holeEnd; }
        let key = j * 8 + keyHead;
        let value = key + 2;
        let k0 = qkv[key + 0]; let v0 = qkv[value + 0];
let k1 = qkv[key + 1]; let v1 = qkv[value + 1];
        {
          let s = dot(q0_0, k0) + dot(q0_1, k1);
          let gv = dot(g0_0, v0) + dot(g0_1, v1);
          let p = select(0.0, exp(s - lse_0), ((j >= span_0.x && j < span_0.y) || (j >= span_0.z && j <= n0 + 0)));
          let ds = p * (gv - mean_0) * 0.35355339059327373;
          d0_0 += ds * k0;
d0_1 += ds * k1;
        }
      }
      if (n0 + 0 < uniforms.rows) {
        stats[at_0 * 2 + 1] = mean_0;
        let place = span_0.w;
        {
        let c = cosTable[place * 1 + 0];
        let s = sinTable[place * 1 + 0];
        result[query_0 + 0] = d0_0 * c + d0_1 * s;
        result[query_0 + 1] = d0_1 * c - d0_0 * s;
      }
      }
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
