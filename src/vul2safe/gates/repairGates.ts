/** All mechanical gates of a repair, in the order in which their reasons count. No gate reads what a text says. */
import type { Outcome } from '../../core/outcome.ts';
import type { JudgeRequest } from '../../core/testCase.ts';
import type { Analyser } from '../../oracle/static/analyser.ts';
import { grammarOf } from '../../oracle/static/grammar.ts';
import type { Outliner } from '../../oracle/static/outline.ts';
import type { GateResult, SourceItem } from '../contract.ts';
import { codeText } from './codeText.ts';
import { bodyGate, commentGate, maskGate, sizeGate, testGate } from './contentGates.ts';
import { findingGate, outcomeGate } from './evidenceGates.ts';
import { signatureGate, syntaxGate, trivialGate, type Outlines } from './shapeGates.ts';
import { resultOf, skipped, type Candidate, type Seen } from './verdicts.ts';

export interface GateParts {
  readonly outliner: Outliner;
  readonly analyser: Pick<Analyser, 'findingsIn'>;
  /** Runs tests in the sandbox. */
  readonly oracle: { judge(requests: readonly JudgeRequest[]): Promise<Outcome[]> };
}

export interface RepairGates {
  /**
   * @param maxChangedShare of lexemes of a side, 0–1
   * @returns one result a gate, all of them, so that a person sees what else is wrong
   */
  check(
    repair: { readonly item: SourceItem; readonly secure: string; readonly cwe: string },
    maxChangedShare: number,
  ): Promise<GateResult[]>;
}

export function createRepairGates(parts: GateParts): RepairGates {
  return {
    check: async ({ item, secure, cwe }, maxChangedShare) => {
      const candidate: Candidate = {
        item,
        secure,
        cwe,
        before: codeText(item.code, item.language),
        after: codeText(secure, item.language),
      };
      const outlines = await outlinesOf(parts.outliner, candidate);
      const shape = (gate: (both: NonNullable<Outlines>) => Seen) =>
        outlines ? gate(outlines) : skipped('There is no grammar for this language.');
      return [
        resultOf('mask', maskGate(candidate)),
        resultOf('syntax', shape(syntaxGate)),
        resultOf('signature', shape(signatureGate)),
        resultOf('comments', commentGate(candidate)),
        resultOf('does something', shape(trivialGate)),
        resultOf('body', bodyGate(candidate)),
        resultOf('assertions', testGate(candidate)),
        resultOf('size', sizeGate(candidate, maxChangedShare)),
        resultOf('findings', await findings(parts, candidate)),
        resultOf('tests', await tests(parts, candidate)),
      ];
    },
  };
}

async function outlinesOf(outliner: Outliner, { item, secure }: Candidate): Promise<Outlines> {
  const grammar = grammarOf(item.language);
  if (grammar === null) return null;
  const [before, after] = await Promise.all([
    outliner.outlineOf(item.code, grammar),
    outliner.outlineOf(secure, grammar),
  ]);
  return { before, after };
}

async function findings({ analyser }: GateParts, { item, secure, cwe }: Candidate): Promise<Seen> {
  const grammar = grammarOf(item.language);
  if (grammar === null) return skipped('There are no static rules for this language.');
  const [before, after] = await Promise.all([
    analyser.findingsIn(item.code, grammar),
    analyser.findingsIn(secure, grammar),
  ]);
  return findingGate(before, after, cwe);
}

async function tests({ oracle }: GateParts, { item, secure }: Candidate): Promise<Seen> {
  if (item.tests === null) return skipped('There are no tests for this code.');
  const [outcome] = await oracle.judge([{ prompt: '', completion: secure, tests: item.tests }]);
  return outcomeGate(outcome);
}
