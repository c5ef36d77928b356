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
      let b0 = bStart + min(column + 0, uniforms.n - 1) * k4;
let b1 = bStart + min(column + 1, uniforms.n - 1) * k4;
let b2 = bStart + min(column + 2, uniforms.n - 1) * k4;
let b3 = bStart + min(column + 3, uniforms.n - 1) * k4;
let b4 = bStart + min(column + 4, uniforms.n - 1) * k4;
let b5 = bStart + min(column + 5, uniforms.n - 1) * k4;
let b6 = bStart + min(column + 6, uniforms.n - 1) * k4;
let b7 = bStart + min(column + 7, uniforms.n - 1) * k4;
      for (var k = 0; k < k4; k++) {
        let p0 = B[b0 + k];
let p1 = B[b1 + k];
let p2 = B[b2 + k];
let p3 = B[b3 + k];
let p4 = B[b4 + k];
let p5 = B[b5 + k];
let p6 = B[b6 + k];
let p7 = B[b7 + k];
        { let v = A[a0 + k]; x0 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y0 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a1 + k]; x1 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y1 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a2 + k]; x2 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y2 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a3 + k]; x3 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y3 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a4 + k]; x4 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y4 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a5 + k]; x5 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y5 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a6 + k]; x6 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y6 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a7 + k]; x7 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y7 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a8 + k]; x8 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y8 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a9 + k]; x9 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y9 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a10 + k]; x10 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y10 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a11 + k]; x11 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y11 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a12 + k]; x12 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y12 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a13 + k]; x13 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y13 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a14 + k]; x14 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y14 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
{ let v = A[a15 + k]; x15 += vec4<f32>(dot(v, p0), dot(v, p1), dot(v, p2), dot(v, p3)); y15 += vec4<f32>(dot(v, p4), dot(v, p5), dot(v, p6), dot(v, p7)); }
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
@compute @workgroup_size(16)
fn run(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
       @builtin(local_invocation_index) local: u32) {
  lane = i32(local);
  main(i32((group.y * groups.x + group.x) * 16u + local));
}
