@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read> g0: array<f32>;
@group(0) @binding(2) var<storage, read> g1: array<f32>;
struct Uniforms { offset: i32, size0: i32, size1: i32, }
@group(0) @binding(3) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    fn main(index: i32) {
      var chunk = index;
      {
        let chunks = (uniforms.size0 + 511) / 512;
        if (chunk < chunks) {
          var sum = 0.0;
          let end = min((chunk + 1) * 512, uniforms.size0);
          for (var e = chunk * 512; e < end; e++) { sum += g0[e] * g0[e]; }
          result[uniforms.offset + index] = sum;
          return;
        }
        chunk -= chunks;
      }
{
        let chunks = (uniforms.size1 + 511) / 512;
        if (chunk < chunks) {
          var sum = 0.0;
          let end = min((chunk + 1) * 512, uniforms.size1);
          for (var e = chunk * 512; e < end; e++) { sum += g1[e] * g1[e]; }
          result[uniforms.offset + index] = sum;
          return;
        }
        chunk -= chunks;
      }
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
