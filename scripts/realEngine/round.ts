/** One round of the check: a server, a file of codes, the command on both, and what must hold however bad the answers are. */
import { join } from 'node:path';
import { isEnded } from '../../src/vul2safe/contract.ts';
import { modelName, type AnswerOptions, type ServedCall } from './chatAnswer.ts';
import { writeCodes } from './codes.ts';
import { isHarmless, startVul2safe, type Ended, type RunningCommand } from './command.ts';
import type { Engine } from './engine.ts';
import { startEngineServer, type EngineServer } from './engineServer.ts';
import { readJournal, type JournalBook } from './journalBook.ts';
import { describe, sightingsOf, type Sightings } from './sightings.ts';
import type { Verdicts } from './verdicts.ts';

/** Calls at once. */
export const concurrency = 3;

/** Answers are short, so that both happen: some end by themselves, some are cut. */
const settings = [
  ...['maxTokens=256', 'temperature=1', 'drawTemperature=1', `concurrency=${concurrency}`],
  ...['rounds=8', 'votes=4', 'prompts=2'],
  // Whatever the votes say: the gates are to see nonsense too.
  'minConfidence=0',
];

export interface RoundPlan {
  readonly name: string;
  readonly codes: number;
  readonly grammar: AnswerOptions['grammar'];
  readonly isLongAdded?: boolean;
  /** Asks for whole answers. */
  readonly isWhole?: boolean;
}

export interface Round {
  readonly ids: readonly string[];
  readonly server: EngineServer;
  /** Calls of the pipeline; the connection doctor's are left out. */
  calls(): ServedCall[];
  start(): RunningCommand;
  journal(isTorn?: boolean): JournalBook;
}

/** @param folder for what the command reads and writes; empty */
export async function openRound(
  engine: Engine,
  folder: string,
  { name, codes, grammar, isLongAdded, isWhole = false }: RoundPlan,
): Promise<Round> {
  const source = join(folder, `${name}-codes.jsonl`);
  const ids = writeCodes(source, codes, isLongAdded);
  const server = await startEngineServer({ engine, grammar, isDoctorContent: true });
  const parameters = [
    ...['--in', source, '--format', 'code', '--out', join(folder, `${name}.jsonl`)],
    ...['--endpoint', server.endpoint, '--model', modelName],
    ...settings.flatMap((setting) => ['--set', setting]),
    ...(isWhole ? ['--whole'] : []),
  ];
  return {
    ids,
    server,
    calls: () => server.calls.filter(({ stage }) => stage !== 'probe'),
    start: () => startVul2safe(parameters),
    journal: (isTorn) => readJournal(join(folder, `${name}.journal`), isTorn),
  };
}

/** What must hold at the end of every round. @returns what was seen in it */
export function judgeRound(verdicts: Verdicts, round: Round, ended: Ended): Sightings {
  const { ids } = round;
  const { stories, answers } = round.journal();
  verdicts.expect(ended.code === 0, `The command ends with 0 (${ended.code}).`);
  if (ended.code !== 0) verdicts.note(ended.stderr.trim().split('\n').slice(-3).join(' | '));
  const isAllThere =
    stories.length === ids.length &&
    ids.every((id) => stories.some(({ summary }) => summary.id === id && isEnded(summary.state)));
  verdicts.expect(isAllThere, `Each of ${ids.length} items has one end (${stories.length}).`);
  const silent = stories.filter(({ summary: { state, reason } }) =>
    state === 'accepted' ? reason !== null : !reason?.message,
  );
  verdicts.expect(silent.length === 0, 'Each end that is not "accepted" has its reason.');
  verdicts.expect(isHarmless(ended), 'Nothing that it prints acts on a terminal.');
  const accepted = stories.filter(({ summary }) => summary.state === 'accepted').length;
  verdicts.expect(accepted === 0, `No nonsense is accepted (${accepted}).`);
  const calls = round.calls();
  const kept = answers.filter(({ key, answer }) =>
    calls.some((call) => call.key === key && isSame(call, answer)),
  );
  verdicts.expect(
    kept.length === answers.length && answers.length > 0,
    `Each of ${answers.length} answers in the journal is what the server sent: text, end, tokens (${kept.length}).`,
  );
  const seen = sightingsOf(calls, stories);
  for (const sentence of describe(seen, stories)) verdicts.note(sentence);
  return seen;
}

/** As the client must have taken it down; the usage counted, not estimated. */
function isSame(
  { sent, generated, promptTokens }: ServedCall,
  { text, finish, usage }: JournalBook['answers'][number]['answer'],
): boolean {
  return (
    generated !== null &&
    text === sent &&
    finish === (generated.isCut ? 'length' : 'stop') &&
    !usage.isEstimated &&
    usage.promptTokens === promptTokens &&
    usage.completionTokens === generated.tokens.length
  );
}
