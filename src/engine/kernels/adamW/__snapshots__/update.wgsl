@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read_write> moments0: array<f32>;
@group(0) @binding(2) var<storage, read_write> w1: array<f32>;
@group(0) @binding(3) var<storage, read_write> moments1: array<f32>;
@group(0) @binding(4) var<storage, read> g0: array<f32>;
@group(0) @binding(5) var<storage, read> g1: array<f32>;
@group(0) @binding(6) var<storage, read> clip: array<f32>;
struct Uniforms { size0: i32, size1: i32, beta1: f32, beta2: f32, rate: f32, correction: f32, epsilon: f32, keep0: f32, keep1: f32, }
@group(0) @binding(7) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      let scale = clip[1];
      if (scale == 0.0) { return; }
      var at = index;
      {
        let size = uniforms.size0;
        if (at < size) {
          let g = g0[at] * scale;
          let m = uniforms.beta1 * moments0[at] + (1.0 - uniforms.beta1) * g;
          let v = uniforms.beta2 * moments0[size + at] + (1.0 - uniforms.beta2) * g * g;
          moments0[at] = m;
          moments0[size + at] = v;
          let root = sqrt(v * uniforms.correction) + uniforms.epsilon;
          result[at] = result[at] * uniforms.keep0 - uniforms.rate * m / root;
          return;
        }
        at -= size;
      }
{
        let size = uniforms.size1;
        if (at < size) {
          let g = g1[at] * scale;
          let m = uniforms.beta1 * moments1[at] + (1.0 - uniforms.beta1) * g;
          let v = uniforms.beta2 * moments1[size + at] + (1.0 - uniforms.beta2) * g * g;
          moments1[at] = m;
          moments1[size + at] = v;
          let root = sqrt(v * uniforms.correction) + uniforms.epsilon;
          w1[at] = w1[at] * uniforms.keep1 - uniforms.rate * m / root;
          return;
        }
        at -= size;
      }
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
