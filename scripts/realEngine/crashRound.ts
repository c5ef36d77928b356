/** The command is killed in the middle and started again: nothing is lost, and no answer is paid twice. */
import { setTimeout } from 'node:timers/promises';
import type { RunningCommand } from './command.ts';
import type { Engine } from './engine.ts';
import { lostKeys, type JournalBook } from './journalBook.ts';
import { concurrency, judgeRound, openRound, type Round } from './round.ts';
import type { Verdicts } from './verdicts.ts';

/** Calls after which it is killed, as soon as one more is under way. */
const callsBeforeCrash = 12;

/** @returns what the journal said and how many calls had come by then; null when the command ended by itself */
async function crash(round: Round, command: RunningCommand): Promise<Crash | null> {
  let isOver = false;
  const ended = command.ended.finally(() => (isOver = true));
  const isTime = () =>
    round.calls().length >= callsBeforeCrash &&
    round.calls().some(({ generated }) => generated === null);
  while (!isTime()) {
    if (isOver) return null;
    await setTimeout(2);
  }
  command.kill();
  await ended;
  return { journal: round.journal(true), calls: round.calls().length };
}

interface Crash {
  readonly journal: JournalBook;
  /** That the server had been asked. */
  readonly calls: number;
}

export async function judgeCrash(
  verdicts: Verdicts,
  engine: Engine,
  folder: string,
): Promise<void> {
  verdicts.section(
    'Killed in the middle; random tokens first, the form of the schema when asked once more',
  );
  const plan = { name: 'crash', codes: 12, grammar: 'repeats' } as const;
  const round = await openRound(engine, folder, plan);
  const crashed = await crash(round, round.start());
  verdicts.expect(crashed !== null, 'It is killed while calls are under way.');
  if (crashed === null) return;
  const { stories, answers } = crashed.journal;
  verdicts.note(
    `At that moment: ${crashed.calls} calls, ${answers.length} answers kept, ${stories.length} of ${plan.codes} items ended.`,
  );
  const ended = await round.start().ended;
  const seen = judgeRound(verdicts, round, ended);
  verdicts.expect(seen.repaired > 0, `Answers are mended when asked once more (${seen.repaired}).`);
  judgePayment(verdicts, round, crashed);
  const lost = lostKeys(crashed.journal).length;
  const told = /^(\d+) calls of earlier sessions/mu.exec(ended.stderr)?.[1] ?? '0';
  verdicts.expect(
    Number(told) === lost,
    `It says how many calls the crash cost: ${told} (${lost}).`,
  );
  const before = round.calls().length;
  const third = await round.start().ended;
  verdicts.expect(
    third.code === 0 && round.calls().length === before,
    `Started a third time it asks nothing (${round.calls().length - before}).`,
  );
  await round.server.close();
}

function judgePayment(verdicts: Verdicts, round: Round, crashed: Crash): void {
  const known = new Set(crashed.journal.answers.map(({ key }) => key));
  const later = round.calls().slice(crashed.calls);
  const again = later.filter(({ key }) => known.has(key)).length;
  verdicts.expect(
    again === 0 && later.length > 0,
    `None of the ${known.size} answers that were kept is asked for again (${again} of ${later.length} later calls).`,
  );
  const { answers } = round.journal();
  const twice = answers.length - new Set(answers.map(({ key }) => key)).size;
  verdicts.expect(twice === 0, `No question has two answers in the journal (${twice}).`);
  const asked = round.calls().length;
  const lost = asked - answers.length;
  verdicts.expect(
    lost >= 0 && lost <= concurrency,
    `The server was asked ${asked} times, the journal holds ${answers.length} answers: ${lost} lost, at most ${concurrency} may be.`,
  );
}
