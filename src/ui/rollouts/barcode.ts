/** A completion's advantages as runs of equal level, for the strip's barcodes. Pure. */
import { levelOf, type Level } from '../tokens/scale.ts';

export interface Run {
  readonly start: number;
  readonly length: number;
  readonly level: Level;
}

/** Neighbouring tokens of one level become one bar; tokens of level 0 leave a gap. */
export function runsOf(advantages: readonly number[]): Run[] {
  const runs: Run[] = [];
  advantages.forEach((advantage, t) => {
    const level = levelOf(advantage);
    const last = runs.at(-1);
    if (last !== undefined && last.level === level && last.start + last.length === t) {
      runs[runs.length - 1] = { ...last, length: last.length + 1 };
    } else if (level !== 0) runs.push({ start: t, length: 1, level });
  });
  return runs;
}
