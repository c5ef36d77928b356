/** From an accepted item to the records that train: one for each prompt, in the format that the importers know. */
import { isContent, voteSchema } from './answers.ts';
import type { PairRecord, Story } from './contract.ts';
import { planOf } from './directives.ts';

function votesOf({ steps }: Story): { approving: number; all: number } {
  const votes = steps.filter((step) => step.kind === 'call' && step.stage === 'vote');
  const approving = votes.filter((step) => {
    const vote = voteSchema.safeParse(step.kind === 'call' ? step.value : null);
    return vote.success && isContent(vote.data);
  });
  return { approving: approving.length, all: votes.length };
}

/** @returns none when the story is of no accepted item, or of one with less confidence */
export function recordsOf(story: Story, minConfidence: number): PairRecord[] {
  const { item, summary, secure, prompts, directives } = story;
  const plan = planOf(directives);
  const isByPerson = plan.decision === 'accept';
  const confidence = summary.confidence ?? 0;
  if (summary.state !== 'accepted' || secure === null) return [];
  // What a person accepted is not taken back by a threshold.
  if (!isByPerson && confidence < minConfidence) return [];
  const gates = story.steps.flatMap((step) => (step.kind === 'gates' ? step.results : []));
  return prompts.map((prompt, i) => ({
    id: prompts.length === 1 ? item.id : `${item.id}/${i + 1}`,
    prompt,
    vulnerable: item.code,
    secure,
    cwe: summary.cwe,
    language: item.language,
    ...(item.license !== null && { license: item.license }),
    confidence,
    provenance: {
      item: item.id,
      origin: item.origin,
      model: story.model,
      rounds: summary.round,
      votes: votesOf(story),
      gates: gates.filter(({ state }) => state === 'passed').map(({ gate }) => gate),
      flags: summary.flags,
      acceptedBy: isByPerson ? 'person' : 'pipeline',
      isEdited: plan.secure !== null || plan.prompts !== null,
      templates: story.templates,
    },
  }));
}

/** JSON lines, each with its line feed. */
export const recordLines = (records: readonly PairRecord[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
