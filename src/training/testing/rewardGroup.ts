/** A group of written completions, as if sampled, with what their tests would say. */
import type { Outcome } from '../../core/outcome.ts';
import { defaultRunConfig, type RunConfig } from '../../core/runConfig.ts';
import { createPieceTokenizer } from '../../core/testing/tokenise.ts';
import type { TrainingTask } from '../../corpus/tasks.ts';
import { rewardCompletions } from '../rewards.ts';

/** A pair whose repair inserts a check and replaces a call, which leaves a gap of one token between marks. */
export const sidesOf = {
  vulnerable: '  const full = join(root, name);\n  return fs.read(full, all);\n}',
  secure:
    '  const full = join(root, name);\n  if (!below(full)) return null;\n  return fs.open(full, own);\n}',
};

export interface WrittenCompletion {
  readonly text: string;
  readonly outcome: Outcome;
  readonly isTruncated?: boolean;
}

const tokenizer = createPieceTokenizer();

/** What training makes of one group. */
export function rewardGroup(
  written: readonly WrittenCompletion[],
  changes: Partial<RunConfig> = {},
  sides = sidesOf,
  hasReference = true,
) {
  const prompt = 'function read(fs, root, name) {\n';
  const task: TrainingTask = {
    ...{ id: 'read/0', family: 'read', cwe: 'CWE-22', split: 'train', prompt, hasReference },
    pair: { id: 'read/0/plain', prompt, ...sides, cwe: 'CWE-22', language: 'javascript' },
    tests: null,
  };
  const rows = written.map(({ text, isTruncated = false }, index) => {
    const ids = [...tokenizer.encode(text), ...(isTruncated ? [] : [tokenizer.endToken.id])];
    const tokens = tokenizer.withSpans(ids);
    return {
      ...{ task, group: 0, index, promptIds: [], text: tokens, isTruncated },
      ...{ oldLogprobs: ids.map(() => 0), entropy: ids.map(() => 0) },
    };
  });
  const outcomes = written.map(({ outcome }) => outcome);
  const rewarded = rewardCompletions(rows, outcomes, tokenizer, {
    ...defaultRunConfig,
    ...changes,
  });
  /** Texts of the tokens of completion b that earn more, or less, than nothing. */
  const tokensWith = (b: number, isWanted: (reward: number) => boolean) =>
    rows[b].text.spans.flatMap(({ start, end }, t) =>
      isWanted(rewarded.tokenRewards[b][t]) ? [written[b].text.slice(start, end)] : [],
    );
  return { ...rewarded, rows, tokensWith };
}
