@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> A: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> B: array<vec4<f32>>;
struct Uniforms { m: i32, n: i32, k: i32, batch: i32, }
@group(0) @binding(3) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
    var<workgroup> tileA: array<vec4<f32>, 256>;
    var<workgroup> tileB: array<vec4<f32>, 256>;
    fn main(index: i32) {
      let tile = index / 64;
      let m4 = uniforms.m / 4;
      let n4 = uniforms.n / 4;
      let k4 = uniforms.k / 4;
      let columnTiles = (uniforms.n + 63) / 64;
      let tiles = columnTiles * ((uniforms.m + 63) / 64);
      let matrix = min(tile / tiles, uniforms.batch - 1);
      let isInside = tile < tiles * uniforms.batch;
      let row = ((tile % tiles) / columnTiles) * 64;
      let column = (tile % columnTiles) * 64;
      let aStart = matrix * uniforms.m * k4;
      let bStart = matrix * uniforms.k * n4;
      let cStart = matrix * uniforms.m * n4;
      let down = lane / 8;
      let right = lane % 8;
      var x0_0 = vec4<f32>(0.0); var x0_1 = vec4<f32>(0.0);
var x1_0 = vec4<f32>(0.0); var x1_1 = vec4<f32>(0.0);
var x2_0 = vec4<f32>(0.0); var x2_1 = vec4<f32>(0.0);
var x3_0 = vec4<f32>(0.0); var x3_1 = vec4<f32>(0.0);
var x4_0 = vec4<f32>(0.0); var x4_1 = vec4<f32>(0.0);
var x5_0 = vec4<f32>(0.0); var x5_1 = vec4<f32>(0.0);
var x6_0 = vec4<f32>(0.0); var x6_1 = vec4<f32>(0.0);
var x7_0 = vec4<f32>(0.0); var x7_1 = vec4<f32>(0.0);
      for (var k0 = 0; k0 < uniforms.k; k0 += 16) {
        { let slot = lane + 0; {
          let deep4 = slot % 4;
          let across = slot / 4;
          let isIn = k0 / 4 + deep4 < k4 && row + across < uniforms.m;
          let v = select(vec4<f32>(0.0), A[aStart + min(row + across, uniforms.m - 1) * k4 + min(k0 / 4 + deep4, k4 - 1)], isIn);
          tileA[(deep4 * 4 + 0) * 16 + across / 4][across % 4] = v.x;
tileA[(deep4 * 4 + 1) * 16 + across / 4][across % 4] = v.y;
tileA[(deep4 * 4 + 2) * 16 + across / 4][across % 4] = v.z;
tileA[(deep4 * 4 + 3) * 16 + across / 4][across % 4] = v.w;
        } }
{ let slot = lane + 64; {
          let deep4 = slot % 4;
          let across = slot / 4;
          let isIn = k0 / 4 + deep4 < k4 && row + across < uniforms.m;
          let v = select(vec4<f32>(0.0), A[aStart + min(row + across, uniforms.m - 1) * k4 + min(k0 / 4 + deep4, k4 - 1)], isIn);
          tileA[(deep4 * 4 + 0) * 16 + across / 4][across % 4] = v.x;
tileA[(deep4 * 4 + 1) * 16 + across / 4][across % 4] = v.y;
tileA[(deep4 * 4 + 2) * 16 + across / 4][across % 4] = v.z;
tileA[(deep4 * 4 + 3) * 16 + across / 4][across % 4] = v.w;
        } }
{ let slot = lane + 128; {
          let deep4 = slot % 4;
          let across = slot / 4;
          let isIn = k0 / 4 + deep4 < k4 && row + across < uniforms.m;
          let v = select(vec4<f32>(0.0), A[aStart + min(row + across, uniforms.m - 1) * k4 + min(k0 / 4 + deep4, k4 - 1)], isIn);
          tileA[(deep4 * 4 + 0) * 16 + across / 4][across % 4] = v.x;
tileA[(deep4 * 4 + 1) * 16 + across / 4][across % 4] = v.y;
tileA[(deep4 * 4 + 2) * 16 + across / 4][across % 4] = v.z;
tileA[(deep4 * 4 + 3) * 16 + across / 4][across % 4] = v.w;
        } }
{ let slot = lane + 192; {
          let deep4 = slot % 4;
          let across = slot / 4;
          let isIn = k0 / 4 + deep4 < k4 && row + across < uniforms.m;
          let v = select(vec4<f32>(0.0), A[aStart + min(row + across, uniforms.m - 1) * k4 + min(k0 / 4 + deep4, k4 - 1)], isIn);
          tileA[(deep4 * 4 + 0) * 16 + across / 4][across % 4] = v.x;
tileA[(deep4 * 4 + 1) * 16 + across / 4][across % 4] = v.y;
tileA[(deep4 * 4 + 2) * 16 + across / 4][across % 4] = v.z;
tileA[(deep4 * 4 + 3) * 16 + across / 4][across % 4] = v.w;
        } }
        { let slot = lane + 0; {
          let deep = slot / 16;
          let across = slot % 16;
          let isIn = k0 + deep < uniforms.k && column / 4 + across < n4;
          tileB[slot] = select(vec4<f32>(0.0), B[bStart + min(k0 + deep, uniforms.k - 1) * n4 + min(column / 4 + across, n4 - 1)], isIn);
        } }
{ let slot = lane + 64; {
          let deep = slot / 16;
          let across = slot % 16;
          let isIn = k0 + deep < uniforms.k && column / 4 + across < n4;
          tileB[slot] = select(vec4<f32>(0.0), B[bStart + min(k0 + deep, uniforms.k - 1) * n4 + min(column / 4 + across, n4 - 1)], isIn);
        } }
{ let slot = lane + 128; {
          let deep = slot / 16;
          let across = slot % 16;
          let isIn = k0 + deep < uniforms.k && column / 4 + across < n4;
          tileB[slot] = select(vec4<f32>(0.0), B[bStart + min(k0 + deep, uniforms.k - 1) * n4 + min(column / 4 + across, n4 - 1)], isIn);
        } }
{ let slot = lane + 192; {
          let deep = slot / 16;
          let across = slot % 16;
          let isIn = k0 + deep < uniforms.k && column / 4 + across < n4;
          tileB[slot] = select(vec4<f32>(0.0), B[bStart + min(k0 + deep, uniforms.k - 1) * n4 + min(column / 4 + across, n4 - 1)], isIn);
        } }
        workgroupBarrier();
        for (var k = 0; k < 16; k++) {
          let a0 = tileA[k * 16 + down * 2 + 0]; let b0 = tileB[k * 16 + right * 2 + 0];
let a1 = tileA[k * 16 + down * 2 + 1]; let b1 = tileB[k * 16 + right * 2 + 1];
          x0_0 += a0.x * b0; x0_1 += a0.x * b1;
x1_0 += a0.y * b0; x1_1 += a0.y * b1;
x2_0 += a0.z * b0; x2_1 += a0.z * b1;
x3_0 += a0.w * b0; x3_1 += a0.w * b1;
x4_0 += a1.x * b0; x4_1 += a1.x * b1;
x5_0 += a1.y * b0; x5_1 += a1.y * b1;
x6_0 += a1.z * b0; x6_1 += a1.z * b1;
x7_0 += a1.w * b0; x7_1 += a1.w * b1;
        }
        workgroupBarrier();
      }
      if (isInside) {
        {
          let r = row + down * 8 + 0;
          if (r < uniforms.m && column / 4 + right * 2 + 0 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 0] = x0_0; }
if (r < uniforms.m && column / 4 + right * 2 + 1 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 1] = x0_1; }
        }
{
          let r = row + down * 8 + 1;
          if (r < uniforms.m && column / 4 + right * 2 + 0 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 0] = x1_0; }
if (r < uniforms.m && column / 4 + right * 2 + 1 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 1] = x1_1; }
        }
{
          let r = row + down * 8 + 2;
          if (r < uniforms.m && column / 4 + right * 2 + 0 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 0] = x2_0; }
if (r < uniforms.m && column / 4 + right * 2 + 1 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 1] = x2_1; }
        }
{
          let r = row + down * 8 + 3;
          if (r < uniforms.m && column / 4 + right * 2 + 0 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 0] = x3_0; }
if (r < uniforms.m && column / 4 + right * 2 + 1 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 1] = x3_1; }
        }
{
          let r = row + down * 8 + 4;
          if (r < uniforms.m && column / 4 + right * 2 + 0 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 0] = x4_0; }
if (r < uniforms.m && column / 4 + right * 2 + 1 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 1] = x4_1; }
        }
{
          let r = row + down * 8 + 5;
          if (r < uniforms.m && column / 4 + right * 2 + 0 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 0] = x5_0; }
if (r < uniforms.m && column / 4 + right * 2 + 1 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 1] = x5_1; }
        }
{
          let r = row + down * 8 + 6;
          if (r < uniforms.m && column / 4 + right * 2 + 0 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 0] = x6_0; }
if (r < uniforms.m && column / 4 + right * 2 + 1 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 1] = x6_1; }
        }
{
          let r = row + down * 8 + 7;
          if (r < uniforms.m && column / 4 + right * 2 + 0 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 0] = x7_0; }
if (r < uniforms.m && column / 4 + right * 2 + 1 < n4) { result[cStart + r * n4 + column / 4 + right * 2 + 1] = x7_1; }
        }
      }
    }
@compute @workgroup_size(64)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 64u + local));
}
