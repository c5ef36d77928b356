/** Counts what a model wrote and what Vul2Safe made of it. */
import { answerSchemas } from '../../src/vul2safe/answers.ts';
import { readAnswer } from '../../src/vul2safe/answerText.ts';
import type { Story } from '../../src/vul2safe/contract.ts';
import type { ServedCall } from './chatAnswer.ts';
import type { Generated } from './engine.ts';
import { bytesOf } from './tinyModel.ts';

/** "3 cut-off, 1 no-json", the most frequent first. */
export function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([word, count]) => `${count} ${word}`).join(', ') || 'none';
}

export const endsOf = (stories: readonly Story[]): string[] =>
  stories.map(({ summary }) => summary.reason?.code ?? summary.state);

/** As the bytes came out of the model, before the engine puts U+FFFD in the place of what is no character. */
function isInvalidUtf8({ tokens }: Generated): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(tokens));
    return false;
  } catch {
    return true;
  }
}

/** What is wrong with an answer, in a few words. */
function kindOf(problem: string): string {
  const field = /^Field ([a-z]+)/iu.exec(problem)?.[1];
  if (field !== undefined) return `with a wrong value of ${field}`;
  if (problem.startsWith('It names')) return 'with a name twice';
  return `"${problem}"`;
}

export interface Sightings {
  readonly generated: readonly Generated[];
  readonly promptTokens: number;
  readonly tokens: number;
  readonly cut: number;
  readonly invalidUtf8: number;
  readonly readable: number;
  /** One for each answer that cannot be read. */
  readonly problems: readonly string[];
  /** Questions whose second answer could be read. */
  readonly repaired: number;
  readonly stages: readonly string[];
}

export function sightingsOf(calls: readonly ServedCall[], stories: readonly Story[]): Sightings {
  const answered = calls.filter(({ generated }) => generated !== null);
  const generated = answered.flatMap((call) => call.generated ?? []);
  const problems: string[] = [];
  let readable = 0;
  let repaired = 0;
  for (const step of stories.flatMap(({ steps }) => steps)) {
    if (step.kind !== 'call' || step.stage === 'gates') continue;
    if (step.answers.length > 1 && step.value !== null) repaired += 1;
    for (const answer of step.answers) {
      const read = readAnswer<unknown>(answer, answerSchemas[step.stage]);
      if ('problem' in read) problems.push(kindOf(read.problem));
      else readable += 1;
    }
  }
  return {
    generated,
    promptTokens: answered.reduce((sum, call) => sum + call.promptTokens, 0),
    tokens: generated.reduce((sum, { tokens }) => sum + tokens.length, 0),
    cut: generated.filter(({ isCut }) => isCut).length,
    invalidUtf8: generated.filter(isInvalidUtf8).length,
    readable,
    problems,
    repaired,
    stages: answered.map(({ stage }) => stage),
  };
}

/** In sentences for a person. */
export function describe(seen: Sightings, stories: readonly Story[]): string[] {
  const { generated, promptTokens, tokens, cut, invalidUtf8 } = seen;
  return [
    `${generated.length} answers: ${promptTokens} tokens in, ${tokens} out; ${cut} cut at maxTokens, ${generated.length - cut} ended by themselves.`,
    `Stages: ${tally(seen.stages)}.`,
    `${invalidUtf8} answers with bytes that are no UTF-8.`,
    `${seen.readable} could be read, ${seen.repaired} of them when asked once more; not read: ${tally(seen.problems)}.`,
    `Items: ${tally(endsOf(stories))}.`,
  ];
}
