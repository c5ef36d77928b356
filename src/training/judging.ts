/** What is seen of each completion: by its tests in the sandbox, or by static rules and its likeness to the repair. */
import type { Outcome } from '../core/outcome.ts';
import { similarityToRepair } from '../core/similarity.ts';
import type { JudgeRequest } from '../core/testCase.ts';
import type { TrainingTask } from '../corpus/tasks.ts';
import type { Oracle } from '../oracle/oracle.ts';
import { findingsOf, type FindingSource } from './staticFindings.ts';

export interface Written {
  readonly task: TrainingTask;
  readonly completion: string;
}

/**
 * One outcome per completion, in order. Only completions with tests are run.
 * @param analyser asked about those without
 */
export async function judgeCompletions(
  oracle: Oracle,
  analyser: FindingSource | null,
  written: readonly Written[],
): Promise<Outcome[]> {
  const requests = written.flatMap(({ task, completion }): JudgeRequest[] =>
    task.tests === null ? [] : [{ prompt: task.prompt, completion, tests: task.tests }],
  );
  const judged = requests.length === 0 ? [] : await oracle.judge(requests);
  const next = judged.values();
  const outcomes: Outcome[] = [];
  for (const { task, completion } of written) {
    if (task.tests === null) {
      outcomes.push(await compare(completion, task, analyser));
      continue;
    }
    const { value } = next.next();
    if (!value) throw new Error('The oracle gave fewer outcomes than it was asked for.');
    outcomes.push(value);
  }
  return outcomes;
}

async function compare(
  completion: string,
  task: TrainingTask,
  analyser: FindingSource | null,
): Promise<Outcome> {
  const findings = analyser && (await findingsOf(analyser, task, completion));
  return {
    parses: true,
    cases: [],
    stopped: 'none',
    elapsedMs: 0,
    similarity: similarityToRepair(completion, task.pair),
    ...(findings && { findings }),
  };
}
