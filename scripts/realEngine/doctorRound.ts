/** The connection doctor before a real engine: it stops a model that writes no JSON, and lets one past that does. */
import { z } from 'zod';
import { diagnosisSchema } from '../../src/vul2safe/connection.ts';
import { modelName } from './chatAnswer.ts';
import { isHarmless, startVul2safe } from './command.ts';
import type { Engine } from './engine.ts';
import { startEngineServer } from './engineServer.ts';
import type { Verdicts } from './verdicts.ts';

const checksSchema = diagnosisSchema.shape.checks;

/** Runs the command with --check. @returns its exit code and the states of its checks, as "json: failed" */
async function examine(engine: Engine, isDoctorContent: boolean, model = modelName) {
  const server = await startEngineServer({ engine, grammar: 'never', isDoctorContent });
  const ended = await startVul2safe([
    ...['--in', 'none', '--format', 'code', '--out', 'none', '--check'],
    ...['--endpoint', server.endpoint, '--model', model],
  ]).ended;
  await server.close();
  const { code, stdout, stderr } = ended;
  const lines = stdout.split('\n').filter((line) => line !== '');
  const checks = checksSchema.parse(lines.map((line) => z.json().parse(JSON.parse(line))));
  const states = checks.map(({ name, state }) => `${name}: ${state}`);
  return { code, states: states.join(', '), stderr, isSafe: isHarmless(ended) };
}

export async function judgeDoctor(verdicts: Verdicts, engine: Engine): Promise<void> {
  verdicts.section('The connection doctor');
  const plain = await examine(engine, false);
  verdicts.note(plain.states);
  verdicts.expect(
    plain.code === 1 && plain.states.includes('answer: ok, json: failed'),
    'A model that writes no JSON is told so, and the command ends with 1.',
  );
  verdicts.expect(plain.isSafe, 'What it repeats of the model does not act on a terminal.');
  verdicts.note(plain.stderr.split('\n')[0].slice(0, 150));
  const unknown = await examine(engine, false, 'other');
  verdicts.expect(
    unknown.code === 1 && unknown.stderr.includes(`It has ${modelName}`),
    'A model that is not there is told with those that are.',
  );
  const good = await examine(engine, true);
  verdicts.expect(
    good.code === 0 && good.states.endsWith('json: ok') && !good.states.includes('failed'),
    'One whose grammar allows the right answer alone passes every check.',
  );
}
