/**
 * Vul2Safe before a real engine: llama.cpp with a model of random weights behind an OpenAI-compatible server, and the real
 * command. Usage: npm run real-engine. It installs the engine when that is missing, and ends with 1 when anything is not so.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeGrammar, judgePlain } from './answerRounds.ts';
import { judgeCrash } from './crashRound.ts';
import { judgeDoctor } from './doctorRound.ts';
import { loadEngine } from './engine.ts';
import { provideEngine } from './enginePackage.ts';
import { contextTokens, encodeTinyModel } from './tinyModel.ts';
import { Verdicts } from './verdicts.ts';

const folder = fileURLToPath(new URL('../../runs/real-engine', import.meta.url));

async function check(): Promise<boolean> {
  const library = provideEngine(folder);
  const rounds = join(folder, 'rounds');
  rmSync(rounds, { recursive: true, force: true });
  mkdirSync(rounds, { recursive: true });
  const model = join(rounds, 'tiny.gguf');
  const bytes = encodeTinyModel();
  writeFileSync(model, bytes);
  const engine = await loadEngine(library, model, contextTokens);
  console.log(
    `llama.cpp ${engine.release}, a random model of ${bytes.length} bytes, ${contextTokens} tokens of context.`,
  );
  const verdicts = new Verdicts();
  await judgeDoctor(verdicts, engine);
  for (const judge of [judgePlain, judgeGrammar, judgeCrash]) {
    await judge(verdicts, engine, rounds);
  }
  await engine.close();
  console.log(`\n${verdicts.passed} passed, ${verdicts.failed} failed. Journals: ${rounds}`);
  return verdicts.failed === 0;
}

try {
  if (!(await check())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
