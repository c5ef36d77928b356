/** Narrows tensors to the rank they have; another rank is a programming error. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';

const isMatrix = (tensor: Tensor): tensor is Tensor2D => tensor.rank === 2;
const isVector = (tensor: Tensor): tensor is Tensor1D => tensor.rank === 1;

export function asMatrix(tensor: Tensor): Tensor2D {
  if (!isMatrix(tensor)) throw new Error(`Expected a matrix, got rank ${tensor.rank}.`);
  return tensor;
}

export function asVector(tensor: Tensor): Tensor1D {
  if (!isVector(tensor)) throw new Error(`Expected a vector, got rank ${tensor.rank}.`);
  return tensor;
}
