/** What the command's journal says, read line by line, so that it can be held against what the server saw. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { storySchema, type Story } from '../../src/vul2safe/contract.ts';
import { answerSchema, type JournalAnswer } from '../../src/vul2safe/journal.ts';

const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item') }),
  z.object({ kind: z.literal('sent'), key: z.string() }),
  z.object({ kind: z.literal('answer'), key: z.string(), answer: answerSchema }),
  z.object({ kind: z.literal('ended'), story: storySchema }),
]);

export interface JournalBook {
  /** Names of the calls that were begun. */
  readonly sent: ReadonlySet<string>;
  /** One for each answer that was kept; the same name twice is paid twice. */
  readonly answers: readonly { readonly key: string; readonly answer: JournalAnswer }[];
  readonly stories: readonly Story[];
}

/** @param isTorn the process was killed, so the last line may be half a line */
export function readJournal(file: string, isTorn = false): JournalBook {
  const lines = readFileSync(file, 'utf8').split('\n');
  const last = lines.pop();
  if (last !== '' && !isTorn) throw new Error(`The last line of ${file} has no end.`);
  const sent = new Set<string>();
  const answers: JournalBook['answers'][number][] = [];
  const stories: Story[] = [];
  for (const line of lines) {
    const entry = entrySchema.parse(JSON.parse(line));
    if (entry.kind === 'sent') sent.add(entry.key);
    if (entry.kind === 'answer') answers.push(entry);
    if (entry.kind === 'ended') stories.push(entry.story);
  }
  return { sent, answers, stories };
}

/** Begun and never answered. */
export const lostKeys = ({ sent, answers }: JournalBook): string[] => {
  const answered = new Set(answers.map(({ key }) => key));
  return [...sent].filter((key) => !answered.has(key));
};
