/** Bad answers: at random, and held to the form of their schema with nonsense in it. */
import { longId } from './codes.ts';
import type { Engine } from './engine.ts';
import { judgeRound, openRound } from './round.ts';
import { endsOf } from './sightings.ts';
import type { Verdicts } from './verdicts.ts';

/** Nothing that this model writes can be read, so every item fails, and says why. */
export async function judgePlain(
  verdicts: Verdicts,
  engine: Engine,
  folder: string,
): Promise<void> {
  verdicts.section('Plain answers, streamed: random tokens');
  const plan = { name: 'plain', codes: 12, grammar: 'never', isLongAdded: true } as const;
  const round = await openRound(engine, folder, plan);
  const ended = await round.start().ended;
  const seen = judgeRound(verdicts, round, ended);
  const stories = round.journal().stories;
  const long = stories.filter(({ summary }) => summary.id === longId);
  verdicts.expect(
    endsOf(long).join() === 'too-long',
    `The code that is longer than the context fails as too-long (${endsOf(long).join()}).`,
  );
  const others = stories.filter((story) => !long.includes(story));
  verdicts.expect(
    others.every(({ summary: { state } }) => state === 'failed'),
    'All others fail, and none is rejected for what nobody could read.',
  );
  verdicts.expect(
    seen.invalidUtf8 > 0 && seen.cut > 0 && seen.cut < seen.generated.length,
    'The engine did write broken characters, cut answers, and whole ones.',
  );
  await round.server.close();
}

/** The form is right and the content is nonsense: numbers out of range, codes that are none. */
export async function judgeGrammar(
  verdicts: Verdicts,
  engine: Engine,
  folder: string,
): Promise<void> {
  verdicts.section('Answers in the form of their schema, whole: nonsense in JSON');
  const plan = { name: 'grammar', codes: 24, grammar: 'always', isWhole: true } as const;
  const round = await openRound(engine, folder, plan);
  const ended = await round.start().ended;
  const seen = judgeRound(verdicts, round, ended);
  const stories = round.journal().stories;
  verdicts.expect(seen.readable > 0, 'Answers could be read.');
  verdicts.expect(
    stories.some(({ summary }) => summary.state === 'rejected'),
    'Items are rejected for what was read.',
  );
  verdicts.expect(
    stories.some(({ steps }) => steps.some(({ kind }) => kind === 'gates')),
    'Some repair came as far as the gates.',
  );
  await round.server.close();
}
