/** A run of the library for tests. */
import { defaultRunConfig } from '../runConfig.ts';
import type { RunRecord } from '../runRecord.ts';

/** It has stopped before its first step and holds nothing; `change` says what is otherwise. */
export const runRecordOf = (id: string, change: Partial<RunRecord> = {}): RunRecord => ({
  version: 1,
  id,
  name: id,
  createdAt: 0,
  updatedAt: 0,
  config: defaultRunConfig,
  engine: { backend: 'wasm', adapter: '', isSoftware: true },
  base: 'base',
  state: 'stopped',
  step: 0,
  funcSec: null,
  failure: null,
  pairs: null,
  checkpoints: [],
  rollouts: [],
  bytes: 0,
  isImported: false,
  ...change,
});
