/**
 * What a run told, one JSON line at a time: written as it trains, so that a tab that is closed in the middle of a
 * line loses this line alone.
 */
import { z } from 'zod';
import { alarmSchema } from '../core/alarms.ts';
import { evaluationSampleSchema, type EvaluationSamples } from '../core/evaluationSample.ts';
import { failureSchema } from '../core/failure.ts';
import type { RunHistory } from '../core/runHistory.ts';
import { stageStartSchema } from '../core/stage.ts';

const step = z.number().int().nonnegative();
const metrics = z.record(z.string(), z.number().nullable());

export const historyLineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step, metrics }),
  z.object({
    kind: z.literal('evaluation'),
    step,
    metrics,
    samples: z.array(evaluationSampleSchema),
  }),
  /** `step` is its first one. */
  z.object({ kind: z.literal('stage'), step, stage: stageStartSchema.shape.stage }),
  z.object({ kind: z.literal('failure'), step, failure: failureSchema }),
  z.object({ kind: z.literal('alarm'), step, alarm: alarmSchema }),
]);
export type HistoryLine = z.infer<typeof historyLineSchema>;

/** The history of a run with what does not belong to its checkpoint. */
export interface StoredHistory extends RunHistory {
  readonly samples: readonly EvaluationSamples[];
  /** Lines that could not be read. */
  readonly damagedLines: number;
}

/** One line with its end. JSON has no NaN: it becomes null, and is read as no value. */
export const formatHistoryLine = (line: HistoryLine): string => `${JSON.stringify(line)}\n`;

/** The lines that can be read, and how many cannot. */
export function parseHistoryLines(text: string): { lines: HistoryLine[]; damagedLines: number } {
  const lines: HistoryLine[] = [];
  let damagedLines = 0;
  for (const written of text.split('\n')) {
    if (written === '') continue;
    const line = readLine(written);
    if (line === null) damagedLines += 1;
    else lines.push(line);
  }
  return { lines, damagedLines };
}

function readLine(text: string): HistoryLine | null {
  try {
    return historyLineSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Of each step the last line counts: a run that goes on from a checkpoint repeats steps. */
export function historyOf(text: string): StoredHistory {
  const { lines, damagedLines } = parseHistoryLines(text);
  const of = <K extends HistoryLine['kind']>(kind: K) => {
    const byStep = new Map<number, Extract<HistoryLine, { kind: K }>>();
    for (const line of lines) if (isOfKind(line, kind)) byStep.set(line.step, line);
    return [...byStep.values()].sort((a, b) => a.step - b.step);
  };
  const atStep = (line: { step: number; metrics: z.infer<typeof metrics> }) => ({
    step: line.step,
    metrics: withoutNull(line.metrics),
  });
  return {
    steps: of('step').map(atStep),
    evaluations: of('evaluation').map(atStep),
    stages: of('stage').map(({ stage, step: from }) => ({ stage, from })),
    samples: of('evaluation').map(({ step: at, samples }) => ({ step: at, samples })),
    damagedLines,
  };
}

const isOfKind = <K extends HistoryLine['kind']>(
  line: HistoryLine,
  kind: K,
): line is Extract<HistoryLine, { kind: K }> => line.kind === kind;

const withoutNull = (values: z.infer<typeof metrics>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).filter((e): e is [string, number] => e[1] !== null));
