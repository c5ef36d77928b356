import { z } from 'zod';
import { createRandom, deriveSeed } from '../../core/seeds.ts';
import { families } from '../../corpus/families.ts';
import type { Family } from '../../corpus/family.ts';
import { nameSplits } from '../../corpus/splits.ts';
import { drawNames, writeTask, type Task } from '../../corpus/tasks.ts';
import { createAnalyser, type Analyser } from '../../oracle/static/analyser.ts';
import { partsInNode } from '../../oracle/static/loadNode.ts';
import { defineCommand } from '../command.ts';
import { say, writeResult } from '../output.ts';

/** Name draws of every way of writing. */
const drawsPerWay = 6;

/** How far the static rules of its weakness tell the sides of a family apart. */
export interface FamilyFindings {
  readonly family: string;
  readonly cwe: string;
  /** Codes of each side. */
  readonly codes: number;
  /** Share of the vulnerable sides with a finding of the family's CWE, 0–1. */
  readonly vulnerable: number;
  /** The same for the secure sides: false alarms, 0–1. */
  readonly secure: number;
  /** Ways of writing whose vulnerable side was not found with every draw of names. */
  readonly missedWays: readonly string[];
}

function taskOf(family: Family, way: number, draw: number): Task {
  const split = nameSplits[draw % nameSplits.length];
  const random = createRandom(deriveSeed(0, `corpus/findings/${family.id}`, way, draw));
  const names = drawNames(family, split, random);
  const choice = { phrasing: 0, way, isOpened: false };
  return writeTask(`${family.id}/findings/${way}/${draw}`, family, split, names, choice);
}

/** Both sides of every way, drawsPerWay times with fresh names. */
export async function measureFamily(analyser: Analyser, family: Family): Promise<FamilyFindings> {
  const isFound = async (code: string) => {
    const findings = await analyser.findingsIn(code, 'javascript');
    return findings.some(({ cwe }) => cwe === family.cwe);
  };
  const found = { vulnerable: 0, secure: 0 };
  const missed = new Set<string>();
  for (const [way, { id }] of family.ways.entries()) {
    for (let draw = 0; draw < drawsPerWay; draw++) {
      const { prompt, pair } = taskOf(family, way, draw);
      if (await isFound(prompt + pair.vulnerable)) found.vulnerable++;
      else missed.add(id);
      if (await isFound(prompt + pair.secure)) found.secure++;
    }
  }
  const codes = family.ways.length * drawsPerWay;
  return {
    family: family.id,
    cwe: family.cwe,
    codes,
    vulnerable: found.vulnerable / codes,
    secure: found.secure / codes,
    missedWays: [...missed],
  };
}

export const corpusFindings = defineCommand({
  name: 'corpus findings',
  description: `Reads both sides of every way of writing with the static rules, ${drawsPerWay} draws of names each, and prints for
each family the share of its vulnerable sides that a rule of its CWE finds, and of its secure sides.`,
  options: z.object({}),
  run: async () => {
    const analyser = createAnalyser(partsInNode);
    let served = 0;
    let alarms = 0;
    for (const family of families) {
      const measured = await measureFamily(analyser, family);
      writeResult(measured);
      if (measured.vulnerable > 0) served++;
      if (measured.secure > 0) alarms++;
    }
    say(
      `The rules find something in ${served} of ${families.length} families, and raise a false alarm in ${alarms}.`,
    );
  },
});
