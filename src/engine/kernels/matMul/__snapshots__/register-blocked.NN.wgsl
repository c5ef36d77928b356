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
var x15 = vec4<f32>(0.0); var y15 = vec4<f32>(0.0); let a0 = aStart + min(row + 0, uniforms.m - 1) * k4;
let a1 = aStart + min(row + 1, uniforms.m - 1) * k4;
let a2 = aStart + min(row + 2, uniforms.m - 1) * k4;
let a3 = aStart + min(row + 3, uniforms.m - 1) * k4;
let a4 = aStart + min(row + 4, uniforms.m - 1) * k4;
let a5 = aStart + min(row + 5, uniforms.m - 1) * k4;
let a6 = aStart + min(row + 6, uniforms.m - 1) * k4;
let a7 = aStart + min(row + 7, uniforms.m - 1) * k4;
let a8 = aStart + min(row + 8, uniforms.m - 1) * k4;
let a9 = aStart + min(row + 9, uniforms.m - 1) * k4;
let a10 = aStart + min(row + 10, uniforms.m - 1) * k4;
let a11 = aStart + min(row + 11, uniforms.m - 1) * k4;
let a12 = aStart + min(row + 12, uniforms.m - 1) * k4;
let a13 = aStart + min(row + 13, uniforms.m - 1) * k4;
let a14 = aStart + min(row + 14, uniforms.m - 1) * k4;
let a15 = aStart + min(row + 15, uniforms.m - 1) * k4;
      for (var k = 0; k < k4; k++) {
        let v0 = A[a0 + k];
let v1 = A[a1 + k];
let v2 = A[a2 + k];
let v3 = A[a3 + k];
let v4 = A[a4 + k];
let v5 = A[a5 + k];
let v6 = A[a6 + k];
let v7 = A[a7 + k];
let v8 = A[a8 + k];
let v9 = A[a9 + k];
let v10 = A[a10 + k];
let v11 = A[a11 + k];
let v12 = A[a12 + k];
let v13 = A[a13 + k];
let v14 = A[a14 + k];
let v15 = A[a15 + k];
        {
          let p = B[bStart + (k * 4 + 0) * n4 + c0];
          let q = B[bStart + (k * 4 + 0) * n4 + c1];
          x0 += v0.x * p; y0 += v0.x * q;
x1 += v1.x * p; y1 += v1.x * q;
x2 += v2.x * p; y2 += v2.x * q;
x3 += v3.x * p; y3 += v3.x * q;
x4 += v4.x * p; y4 += v4.x * q;
x5 += v5.x * p; y5 += v5.x * q;
x6 += v6.x * p; y6 += v6.x * q;
x7 += v7.x * p; y7 += v7.x * q;
x8 += v8.x * p; y8 += v8.x * q;
x9 += v9.x * p; y9 += v9.x * q;
x10 += v10.x * p; y10 += v10.x * q;
x11 += v11.x * p; y11 += v11.x * q;
x12 += v12.x * p; y12 += v12.x * q;
x13 += v13.x * p; y13 += v13.x * q;
x14 += v14.x * p; y14 += v14.x * q;
x15 += v15.x * p; y15 += v15.x * q;
        }
{
          let p = B[bStart + (k * 4 + 1) * n4 + c0];
          let q = B[bStart + (k * 4 + 1) * n4 + c1];
          x0 += v0.y * p; y0 += v0.y * q;
x1 += v1.y * p; y1 += v1.y * q;
x2 += v2.y * p; y2 += v2.y * q;
x3 += v3.y * p; y3 += v3.y * q;
x4 += v4.y * p; y4 += v4.y * q;
x5 += v5.y * p; y5 += v5.y * q;
x6 += v6.y * p; y6 += v6.y * q;
x7 += v7.y * p; y7 += v7.y * q;
x8 += v8.y * p; y8 += v8.y * q;
x9 += v9.y * p; y9 += v9.y * q;
x10 += v10.y * p; y10 += v10.y * q;
x11 += v11.y * p; y11 += v11.y * q;
x12 += v12.y * p; y12 += v12.y * q;
x13 += v13.y * p; y13 += v13.y * q;
x14 += v14.y * p; y14 += v14.y * q;
x15 += v15.y * p; y15 += v15.y * q;
        }
{
          let p = B[bStart + (k * 4 + 2) * n4 + c0];
          let q = B[bStart + (k * 4 + 2) * n4 + c1];
          x0 += v0.z * p; y0 += v0.z * q;
x1 += v1.z * p; y1 += v1.z * q;
x2 += v2.z * p; y2 += v2.z * q;
x3 += v3.z * p; y3 += v3.z * q;
x4 += v4.z * p; y4 += v4.z * q;
x5 += v5.z * p; y5 += v5.z * q;
x6 += v6.z * p; y6 += v6.z * q;
x7 += v7.z * p; y7 += v7.z * q;
x8 += v8.z * p; y8 += v8.z * q;
x9 += v9.z * p; y9 += v9.z * q;
x10 += v10.z * p; y10 += v10.z * q;
x11 += v11.z * p; y11 += v11.z * q;
x12 += v12.z * p; y12 += v12.z * q;
x13 += v13.z * p; y13 += v13.z * q;
x14 += v14.z * p; y14 += v14.z * q;
x15 += v15.z * p; y15 += v15.z * q;
        }
{
          let p = B[bStart + (k * 4 + 3) * n4 + c0];
          let q = B[bStart + (k * 4 + 3) * n4 + c1];
          x0 += v0.w * p; y0 += v0.w * q;
x1 += v1.w * p; y1 += v1.w * q;
x2 += v2.w * p; y2 += v2.w * q;
x3 += v3.w * p; y3 += v3.w * q;
x4 += v4.w * p; y4 += v4.w * q;
x5 += v5.w * p; y5 += v5.w * q;
x6 += v6.w * p; y6 += v6.w * q;
x7 += v7.w * p; y7 += v7.w * q;
x8 += v8.w * p; y8 += v8.w * q;
x9 += v9.w * p; y9 += v9.w * q;
x10 += v10.w * p; y10 += v10.w * q;
x11 += v11.w * p; y11 += v11.w * q;
x12 += v12.w * p; y12 += v12.w * q;
x13 += v13.w * p; y13 += v13.w * q;
x14 += v14.w * p; y14 += v14.w * q;
x15 += v15.w * p; y15 += v15.w * q;
        }
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
@compute @workgroup_size(8)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 8u + local));
}
