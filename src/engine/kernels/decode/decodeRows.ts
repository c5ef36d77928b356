/** What the decoding ops share: the rows, and how a token is chosen. */
import type { Tensor1D } from '@tensorflow/tfjs';

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

/** How a token is chosen from logits. */
export interface SampleOptions {
  /** 0 takes the most likely token; its log-probability is then at temperature 1. */
  readonly temperature: number;
  /** Column of `draws` to use. */
  readonly step: number;
}
