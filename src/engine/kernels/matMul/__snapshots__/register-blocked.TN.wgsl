@group(0) @binding(0) var<storage, read_write> result: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> A: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> B: array<vec4<f32>>;
struct Uniforms { m: i32, n: i32, k: i32, batch: i32, }
@group(0) @binding(3) var<uniform> uniforms: Uniforms;
var<private> lane: i32;
fn main(index: i32) {
      let tile = index;
      let m4 = uniforms.m / 4;
      let n4 = uniforms.n / 4;
      let k4 = uniforms.k / 4;
      let columnTiles = (uniforms.n + 7) / 8;
      let tiles = columnTiles * ((uniforms.m + 15) / 16);
      let matrix = min(tile / tiles, uniforms.batch - 1);
      let isInside = tile < tiles * uniforms.batch;
      let row = ((tile % tiles) / columnTiles) * 16;
      let column = (tile % columnTiles) * 8;
      let aStart = matrix * uniforms.m * k4;
      let bStart = matrix * uniforms.k * n4;
      let cStart = matrix * uniforms.m * n4;
      if (!isInside) { return; }
      let c0 = column / 4;
      let c1 = min(c0 + 1, n4 - 1);
      var x0 = vec4<f32>(0.0); var y0 = vec4<f32>(0.0);
var x1 = vec4<f32>(0.0); var y1 = vec4<f32>(0.0);
var x2 = vec4<f32>(0.0); var y2 = vec4<f32>(0.0);
var x3 = vec4<f32>(0.0); var y3 = vec4<f32>(0.0);
var x4 = vec4<f32>(0.0); var y4 = vec4<f32>(0.0);
var x5 = vec4<f32>(0.0); var y5 = vec4<f32>(0.0);
var x6 = vec4<f32>(0.0); var y6 = vec4<f32>(0.0);
var x7 = vec4<f32>(0.0); var y7 = vec4<f32>(0.0);
var x8 = vec4<f32>(0.0); var y8 = vec4<f32>(0.0);
var x9 = vec4<f32>(0.0); var y9 = vec4<f32>(0.0);
var x10 = vec4<f32>(0.0); var y10 = vec4<f32>(0.0);
var x11 = vec4<f32>(0.0); var y11 = vec4<f32>(0.0);
var x12 = vec4<f32>(0.0); var y12 = vec4<f32>(0.0);
var x13 = vec4<f32>(0.0); var y13 = vec4<f32>(0.0);
var x14 = vec4<f32>(0.0); var y14 = vec4<f32>(0.0);
var x15 = vec4<f32>(0.0); var y15 = vec4<f32>(0.0); let r0 = min(row / 4 + 0, m4 - 1);
let r1 = min(row / 4 + 1, m4 - 1);
let r2 = min(row / 4 + 2, m4 - 1);
let r3 = min(row / 4 + 3, m4 - 1);
      for (var k = 0; k < uniforms.k; k++) {
        let u0 = A[aStart + k * m4 + r0];
let u1 = A[aStart + k * m4 + r1];
let u2 = A[aStart + k * m4 + r2];
let u3 = A[aStart + k * m4 + r3];
        let p = B[bStart + k * n4 + c0];
        let q = B[bStart + k * n4 + c1];
        x0 += u0.x * p; y0 += u0.x * q;
x1 += u0.y * p; y1 += u0.y * q;
x2 += u0.z * p; y2 += u0.z * q;
x3 += u0.w * p; y3 += u0.w * q;
x4 += u1.x * p; y4 += u1.x * q;
x5 += u1.y * p; y5 += u1.y * q;
x6 += u1.z * p; y6 += u1.z * q;
x7 += u1.w * p; y7 += u1.w * q;
x8 += u2.x * p; y8 += u2.x * q;
x9 += u2.y * p; y9 += u2.y * q;
x10 += u2.z * p; y10 += u2.z * q;
x11 += u2.w * p; y11 += u2.w * q;
x12 += u3.x * p; y12 += u3.x * q;
x13 += u3.y * p; y13 += u3.y * q;
x14 += u3.z * p; y14 += u3.z * q;
x15 += u3.w * p; y15 += u3.w * q;
      } if (row + 0 < uniforms.m) {
        result[cStart + (row + 0) * n4 + c0] = x0;
        if (c0 + 1 < n4) { result[cStart + (row + 0) * n4 + c0 + 1] = y0; }
      }
if (row + 1 < uniforms.m) {
        result[cStart + (row + 1) * n4 + c0] = x1;
        if (c0 + 1 < n4) { result[cStart + (row + 1) * n4 + c0 + 1] = y1; }
      }
if (row + 2 < uniforms.m) {
        result[cStart + (row + 2) * n4 + c0] = x2;
        if (c0 + 1 < n4) { result[cStart + (row + 2) * n4 + c0 + 1] = y2; }
      }
if (row + 3 < uniforms.m) {
        result[cStart + (row + 3) * n4 + c0] = x3;
        if (c0 + 1 < n4) { result[cStart + (row + 3) * n4 + c0 + 1] = y3; }
      }
if (row + 4 < uniforms.m) {
        result[cStart + (row + 4) * n4 + c0] = x4;
        if (c0 + 1 < n4) { result[cStart + (row + 4) * n4 + c0 + 1] = y4; }
      }
if (row + 5 < uniforms.m) {
        result[cStart + (row + 5) * n4 + c0] = x5;
        if (c0 + 1 < n4) { result[cStart + (row + 5) * n4 + c0 + 1] = y5; }
      }
if (row + 6 < uniforms.m) {
        result[cStart + (row + 6) * n4 + c0] = x6;
        if (c0 + 1 < n4) { result[cStart + (row + 6) * n4 + c0 + 1] = y6; }
      }
if (row + 7 < uniforms.m) {
        result[cStart + (row + 7) * n4 + c0] = x7;
        if (c0 + 1 < n4) { result[cStart + (row + 7) * n4 + c0 + 1] = y7; }
      }
if (row + 8 < uniforms.m) {
        result[cStart + (row + 8) * n4 + c0] = x8;
        if (c0 + 1 < n4) { result[cStart + (row + 8) * n4 + c0 + 1] = y8; }
      }
if (row + 9 < uniforms.m) {
        result[cStart + (row + 9) * n4 + c0] = x9;
        if (c0 + 1 < n4) { result[cStart + (row + 9) * n4 + c0 + 1] = y9; }
      }
if (row + 10 < uniforms.m) {
        result[cStart + (row + 10) * n4 + c0] = x10;
        if (c0 + 1 < n4) { result[cStart + (row + 10) * n4 + c0 + 1] = y10; }
      }
if (row + 11 < uniforms.m) {
        result[cStart + (row + 11) * n4 + c0] = x11;
        if (c0 + 1 < n4) { result[cStart + (row + 11) * n4 + c0 + 1] = y11; }
      }
if (row + 12 < uniforms.m) {
        result[cStart + (row + 12) * n4 + c0] = x12;
        if (c0 + 1 < n4) { result[cStart + (row + 12) * n4 + c0 + 1] = y12; }
      }
if (row + 13 < uniforms.m) {
        result[cStart + (row + 13) * n4 + c0] = x13;
        if (c0 + 1 < n4) { result[cStart + (row + 13) * n4 + c0 + 1] = y13; }
      }
if (row + 14 < uniforms.m) {
        result[cStart + (row + 14) * n4 + c0] = x14;
        if (c0 + 1 < n4) { result[cStart + (row + 14) * n4 + c0 + 1] = y14; }
      }
if (row + 15 < uniforms.m) {
        result[cStart + (row + 15) * n4 + c0] = x15;
        if (c0 + 1 < n4) { result[cStart + (row + 15) * n4 + c0 + 1] = y15; }
      } }
@compute @workgroup_size(4)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 4u + local));
}
