enable subgroups;
@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> A: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> B: array<vec4<f32>>;
struct Uniforms { m: i32, n: i32, k: i32, batch: i32, }
@group(0) @binding(3) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
fn main(index: i32) {
      let tile = index / 4;
      let member = index % 4;
      let m4 = uniforms.m / 4;
      let n4 = uniforms.n / 4;
      let k4 = uniforms.k / 4;
      let columnTiles = (uniforms.n + 31) / 32;
      let tiles = columnTiles * ((uniforms.m + 15) / 16);
      let matrix = min(tile / tiles, uniforms.batch - 1);
      let isInside = tile < tiles * uniforms.batch;
      let row = ((tile % tiles) / columnTiles) * 16;
      let column = (tile % columnTiles) * 32;
      let aStart = matrix * uniforms.m * k4;
      let bStart = matrix * uniforms.k * n4;
      let cStart = matrix * uniforms.m * n4;
      let c0 = column / 4 + member + 0; let d0 = min(c0, n4 - 1);
let c1 = column / 4 + member + 4; let d1 = min(c1, n4 - 1);
      var x0_0 = vec4<f32>(0.0); var x0_1 = vec4<f32>(0.0);
var x1_0 = vec4<f32>(0.0); var x1_1 = vec4<f32>(0.0);
var x2_0 = vec4<f32>(0.0); var x2_1 = vec4<f32>(0.0);
var x3_0 = vec4<f32>(0.0); var x3_1 = vec4<f32>(0.0);
var x4_0 = vec4<f32>(0.0); var x4_1 = vec4<f32>(0.0);
var x5_0 = vec4<f32>(0.0); var x5_1 = vec4<f32>(0.0);
var x6_0 = vec4<f32>(0.0); var x6_1 = vec4<f32>(0.0);
var x7_0 = vec4<f32>(0.0); var x7_1 = vec4<f32>(0.0);
var x8_0 = vec4<f32>(0.0); var x8_1 = vec4<f32>(0.0);
var x9_0 = vec4<f32>(0.0); var x9_1 = vec4<f32>(0.0);
var x10_0 = vec4<f32>(0.0); var x10_1 = vec4<f32>(0.0);
var x11_0 = vec4<f32>(0.0); var x11_1 = vec4<f32>(0.0);
var x12_0 = vec4<f32>(0.0); var x12_1 = vec4<f32>(0.0);
var x13_0 = vec4<f32>(0.0); var x13_1 = vec4<f32>(0.0);
var x14_0 = vec4<f32>(0.0); var x14_1 = vec4<f32>(0.0);
var x15_0 = vec4<f32>(0.0); var x15_1 = vec4<f32>(0.0); let r = min(row / 4 + member, m4 - 1);
      for (var k = 0; k < uniforms.k; k++) {
        let w = A[aStart + k * m4 + r];
        let b0 = B[bStart + k * n4 + d0];
let b1 = B[bStart + k * n4 + d1];
        let v0 = subgroupBroadcast(w, 0u);
let v1 = subgroupBroadcast(w, 1u);
let v2 = subgroupBroadcast(w, 2u);
let v3 = subgroupBroadcast(w, 3u);
        x0_0 += v0.x * b0; x0_1 += v0.x * b1;
x1_0 += v0.y * b0; x1_1 += v0.y * b1;
x2_0 += v0.z * b0; x2_1 += v0.z * b1;
x3_0 += v0.w * b0; x3_1 += v0.w * b1;
x4_0 += v1.x * b0; x4_1 += v1.x * b1;
x5_0 += v1.y * b0; x5_1 += v1.y * b1;
x6_0 += v1.z * b0; x6_1 += v1.z * b1;
x7_0 += v1.w * b0; x7_1 += v1.w * b1;
x8_0 += v2.x * b0; x8_1 += v2.x * b1;
x9_0 += v2.y * b0; x9_1 += v2.y * b1;
x10_0 += v2.z * b0; x10_1 += v2.z * b1;
x11_0 += v2.w * b0; x11_1 += v2.w * b1;
x12_0 += v3.x * b0; x12_1 += v3.x * b1;
x13_0 += v3.y * b0; x13_1 += v3.y * b1;
x14_0 += v3.z * b0; x14_1 += v3.z * b1;
x15_0 += v3.w * b0; x15_1 += v3.w * b1;
      } if (isInside) {
      if (row + 0 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 0) * n4 + c0] = x0_0; }
if (c1 < n4) { result[cStart + (row + 0) * n4 + c1] = x0_1; }
      }
if (row + 1 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 1) * n4 + c0] = x1_0; }
if (c1 < n4) { result[cStart + (row + 1) * n4 + c1] = x1_1; }
      }
if (row + 2 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 2) * n4 + c0] = x2_0; }
if (c1 < n4) { result[cStart + (row + 2) * n4 + c1] = x2_1; }
      }
if (row + 3 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 3) * n4 + c0] = x3_0; }
if (c1 < n4) { result[cStart + (row + 3) * n4 + c1] = x3_1; }
      }
if (row + 4 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 4) * n4 + c0] = x4_0; }
if (c1 < n4) { result[cStart + (row + 4) * n4 + c1] = x4_1; }
      }
if (row + 5 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 5) * n4 + c0] = x5_0; }
if (c1 < n4) { result[cStart + (row + 5) * n4 + c1] = x5_1; }
      }
if (row + 6 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 6) * n4 + c0] = x6_0; }
if (c1 < n4) { result[cStart + (row + 6) * n4 + c1] = x6_1; }
      }
if (row + 7 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 7) * n4 + c0] = x7_0; }
if (c1 < n4) { result[cStart + (row + 7) * n4 + c1] = x7_1; }
      }
if (row + 8 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 8) * n4 + c0] = x8_0; }
if (c1 < n4) { result[cStart + (row + 8) * n4 + c1] = x8_1; }
      }
if (row + 9 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 9) * n4 + c0] = x9_0; }
if (c1 < n4) { result[cStart + (row + 9) * n4 + c1] = x9_1; }
      }
if (row + 10 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 10) * n4 + c0] = x10_0; }
if (c1 < n4) { result[cStart + (row + 10) * n4 + c1] = x10_1; }
      }
if (row + 11 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 11) * n4 + c0] = x11_0; }
if (c1 < n4) { result[cStart + (row + 11) * n4 + c1] = x11_1; }
      }
if (row + 12 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 12) * n4 + c0] = x12_0; }
if (c1 < n4) { result[cStart + (row + 12) * n4 + c1] = x12_1; }
      }
if (row + 13 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 13) * n4 + c0] = x13_0; }
if (c1 < n4) { result[cStart + (row + 13) * n4 + c1] = x13_1; }
      }
if (row + 14 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 14) * n4 + c0] = x14_0; }
if (c1 < n4) { result[cStart + (row + 14) * n4 + c1] = x14_1; }
      }
if (row + 15 < uniforms.m) {
        if (c0 < n4) { result[cStart + (row + 15) * n4 + c0] = x15_0; }
if (c1 < n4) { result[cStart + (row + 15) * n4 + c1] = x15_1; }
      }
      } }
@compute @workgroup_size(16)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 16u + local));
}
