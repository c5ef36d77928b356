@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> qkv: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> dout: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> stats: array<f32>;
@group(0) @binding(4) var<storage, read> spans: array<vec4<i32>>;
@group(0) @binding(5) var<storage, read> ends: array<i32>;
@group(0) @binding(6) var<storage, read> cosTable: array<vec4<f32>>;
@group(0) @binding(7) var<storage, read> sinTable: array<vec4<f32>>;
struct Uniforms { rows: i32, }
@group(0) @binding(8) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let blocks = (uniforms.rows + 0) / 1;
      let kvHead = index / blocks;
      if (kvHead >= 1) { return; }
      let n0 = (index % blocks) * 1;
      let m_0 = min(n0 + 0, uniforms.rows - 1);
      let end_0 = ends[m_0];
      let key_0 = m_0 * 8 + 4 + kvHead * 2;
      let value_0 = key_0 + 2;
      let k0_0 = qkv[key_0 + 0] * 0.35355339059327373; let v0_0 = qkv[value_0 + 0];
let k0_1 = qkv[key_0 + 1] * 0.35355339059327373; let v0_1 = qkv[value_0 + 1];
      var dk0_0 = vec4<f32>(0.0); var dv0_0 = vec4<f32>(0.0);
var dk0_1 = vec4<f32>(0.0); var dv0_1 = vec4<f32>(0.0);
      for (var j = n0; j < end_0; j++) {
        for (var h = kvHead * 2; h < (kvHead + 1) * 2; h++) {
          let query = j * 8 + h * 2;
          let at = j * 2 + h;
          let lse = stats[at * 2];
          let mean = stats[at * 2 + 1];
          let q0 = qkv[query + 0]; let g0 = dout[at * 2 + 0];
let q1 = qkv[query + 1]; let g1 = dout[at * 2 + 1];
          {
            let s = dot(q0, k0_0) + dot(q1, k0_1);
            let p = select(0.0, exp(s - lse), j >= n0 + 0 && j < end_0);
            let gv = dot(g0, v0_0) + dot(g1, v0_1);
            let ds = p * (gv - mean) * 0.35355339059327373;
            dk0_0 += ds * q0; dv0_0 += p * g0;
dk0_1 += ds * q1; dv0_1 += p * g1;
          }
        }
      }
      if (n0 + 0 < uniforms.rows) {
        let place = spans[n0 + 0].w;
        {
        let c = cosTable[place * 1 + 0];
        let s = sinTable[place * 1 + 0];
        result[key_0 + 0] = dk0_0 * c + dk0_1 * s;
        result[key_0 + 1] = dk0_1 * c - dk0_0 * s;
      }
        result[value_0 + 0] = dv0_0;
result[value_0 + 1] = dv0_1;
      }
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
