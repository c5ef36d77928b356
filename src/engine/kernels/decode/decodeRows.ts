/** What the decoding ops share: the rows, the step they are at, and how a token is chosen. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';

/** Rows that decode together; prompts may differ in length. */
export interface DecodeRows {
  /** [B] int32 */
  readonly promptLength: Tensor1D;
  /** Tokens the cache can hold a row. */
  readonly capacity: number;
  readonly rows: number;
  /** Tokens of the longest prompt. */
  readonly longest: number;
}

/** One step of the M rows that are still computed. */
export interface DecodeStep {
  /** [M] int32: the row of each line of this step's matrices, none twice. */
  readonly index: Tensor1D;
  /** Completion tokens that are in the cache already, the same for every row. */
  readonly step: number;
}

/** A layer's projections of this step's tokens, and its cache. */
export interface LayerStep {
  readonly cache: Tensor;
  /** [M,W], without bias, not rotated */
  readonly qkv: Tensor2D;
  /** [W] */
  readonly bias: Tensor1D | null;
}

/** How a token is chosen from logits: temperature first, then topK, then topP of what topK left. */
export interface Choice {
  /** 0 takes the most likely token; its log-probability is then at temperature 1. */
  readonly temperature: number;
  /** Keeps the k most likely tokens, and those as likely as the last of them; 0 keeps all. */
  readonly topK: number;
  /** Keeps the fewest most likely tokens that hold this share of the mass, ties included; 1 keeps all. */
  readonly topP: number;
}
