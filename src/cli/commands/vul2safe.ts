import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { loadModuleInNode } from '../../oracle/loadNode.ts';
import { createOracle } from '../../oracle/oracle.ts';
import { createAnalyser } from '../../oracle/static/analyser.ts';
import { partsInNode } from '../../oracle/static/loadNode.ts';
import { createOutliner } from '../../oracle/static/outline.ts';
import type { Stop, Vul2Safe, Vul2SafeEvent } from '../../vul2safe/contract.ts';
import { createRepairGates } from '../../vul2safe/gates/repairGates.ts';
import { diagnose } from '../../vul2safe/providers/doctor.ts';
import { createOpenAiProvider, type OpenAiOptions } from '../../vul2safe/providers/openAi.ts';
import type { Sleep } from '../../vul2safe/providers/provider.ts';
import { recordLines } from '../../vul2safe/records.ts';
import { settingsSchema, type Settings } from '../../vul2safe/settings.ts';
import { readSources, sourceFormatNames, sourceFormats } from '../../vul2safe/sources.ts';
import { templateProblems } from '../../vul2safe/template.ts';
import { defaultTemplates, templatesSchema, type Templates } from '../../vul2safe/templates.ts';
import { createVul2Safe } from '../../vul2safe/vul2safe.ts';
import { defineCommand, oneOf, option, repeatedOption } from '../command.ts';
import { CommandError, reasonOf, UsageError } from '../errors.ts';
import { Interrupted, watchInterrupt } from '../interrupt.ts';
import { JournalFile } from '../journalFile.ts';
import { say, showProgress, writeResult } from '../output.ts';

/** Not an option: what is typed stands in the history of the shell and in the list of processes. */
const keyName = 'PATCHGRAD_API_KEY';

/** Bad rows told one by one; of the rest only the number is. */
const mostTold = 20;

const sleep: Sleep = async (ms, signal) => void (await setTimeout(ms, undefined, { signal }));

/** Anew each time: an option is known by its schema. */
const path = () => z.string().min(1, 'is empty');

export const vul2safe = defineCommand({
  name: 'vul2safe',
  description: `Makes repair pairs of the vulnerable codes in FILE with a model behind an OpenAI-compatible endpoint: analysis,
repair, reflection, votes, gates, implicit prompts. Accepted pairs are written to --out as JSON lines, with a
card (.md) beside it; what was asked and answered to a journal (.journal), from which the same command goes
on after a stop or a crash without paying again. Each item's end is a line of JSON on stdout. A key is taken
from the environment variable ${keyName}. docs/vul2safe.md says more.

Formats:
${sourceFormatNames.map((name) => `  ${name.padEnd(10)} ${sourceFormats[name]}`).join('\n')}

Settings for --set:
${wrapped(settingNames(), 96)}`,
  options: z.object({
    in: option('FILE', 'The codes.', path()),
    format: option('FORMAT', `${sourceFormatNames.join(', ')}.`, oneOf(sourceFormatNames)),
    endpoint: option('URL', 'Of the model, with its version: http://127.0.0.1:11434/v1.', path()),
    model: option('NAME', 'As the endpoint names it.', path()),
    out: option('FILE', 'Where the pairs go: FILE.jsonl.', path()),
    templates: option('FILE', 'Prompts of your own, as JSON.', path().optional()),
    set: repeatedOption('KEY=VALUE', 'Changes a setting.', z.array(z.string()).default([])),
    whole: option(null, 'Asks for whole answers instead of streams.', z.boolean().default(false)),
    check: option(null, 'Only looks whether the endpoint can be used.', z.boolean().default(false)),
  }),
  run: async ({
    in: file,
    format,
    endpoint,
    model,
    out,
    templates: templateFile,
    set,
    whole,
    check,
  }) => {
    const settings = readSettings(set);
    const templates = await readTemplates(templateFile);
    const key = process.env[keyName] || null;
    const options: OpenAiOptions = {
      endpoint: endpoint.replace(/\/+$/u, ''),
      model,
      key,
      isStreaming: !whole,
      stallMs: settings.stallMs,
    };
    await examine(options, check);
    if (check) return;
    await mkdir(dirname(out), { recursive: true });
    const store = await openJournal(`${stem(out)}.journal`);
    const { now } = Date;
    try {
      const runner = createVul2Safe({
        provider: createOpenAiProvider(options, { fetch, sleep, now }),
        store,
        gates: createRepairGates({
          outliner: createOutliner(partsInNode),
          analyser: createAnalyser(partsInNode),
          oracle: createOracle({ loadModule: loadModuleInNode, now: () => performance.now() }),
        }),
        settings,
        templates,
        sleep,
        now,
        onEvent: tell,
      });
      const { tornLines } = await runner.load();
      if (tornLines > 0) say(`The journal has ${tornLines} torn lines, which were passed over.`);
      await addSources(runner, file, format);
      await work(runner, out);
    } finally {
      await store.close();
    }
  },
});

function settingNames(): string[] {
  return Object.entries(settingsSchema.parse({})).flatMap(([name, value]) =>
    typeof value === 'object' ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name],
  );
}

/** A list with commas over lines of at most so many characters. */
function wrapped(words: readonly string[], width: number): string {
  const lines = [''];
  for (const [i, word] of words.entries()) {
    const text = i < words.length - 1 ? `${word}, ` : word;
    if (lines[lines.length - 1].length + text.length > width) lines.push('');
    lines[lines.length - 1] += text;
  }
  return lines.map((line) => `  ${line.trimEnd()}`).join('\n');
}

function readSettings(set: readonly string[]): Settings {
  const values: Record<string, unknown> = {};
  for (const text of set) {
    const [, name = '', typed = ''] = /^([\w.]+)=(.*)$/su.exec(text) ?? [];
    const value = Number(typed);
    if (!settingNames().includes(name) || typed.trim() === '' || Number.isNaN(value)) {
      throw new UsageError(
        `--set ${text} is none of ${settingNames().join(', ')} with a number.`,
        'Write it like --set concurrency=2 or --set budget.tokens=1e6.',
      );
    }
    const [group, inner] = name.split('.');
    if (inner === undefined) values[group] = value;
    else values[group] = { ...(values[group] as object | undefined), [inner]: value };
  }
  const parsed = settingsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [{ path: where, message }] = parsed.error.issues;
  throw new UsageError(
    `--set ${where.join('.')}: ${message}.`,
    'See docs/vul2safe.md for the ranges.',
  );
}

async function readTemplates(file: string | undefined): Promise<Templates> {
  if (file === undefined) return defaultTemplates;
  let templates: Templates;
  try {
    const given: unknown = JSON.parse(await readFile(file, 'utf8'));
    templates = templatesSchema.parse({
      ...defaultTemplates,
      ...z.object({}).loose().parse(given),
    });
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error);
    throw new CommandError(
      `${file} holds no templates: ${reason}`,
      'docs/vul2safe.md shows what it must hold.',
    );
  }
  const problems = templatesSchema
    .keyof()
    .options.flatMap((stage) => templateProblems(stage, templates[stage]));
  if (problems.length === 0) return templates;
  throw new CommandError(
    `${file} cannot be used. ${problems.join(' ')}`,
    'Correct it, then start again.',
  );
}

/** @throws CommandError with what mends it when the endpoint cannot be used */
async function examine(options: OpenAiOptions, isTold: boolean): Promise<void> {
  const { checks, problem } = await diagnose(options, {
    fetch,
    sleep,
    now: Date.now,
    origin: null,
    localNetworkPermission: () => Promise.resolve(null),
  });
  if (isTold) for (const check of checks) writeResult(check);
  if (problem === null) return;
  const commands = problem.commands.map(({ server, command }) => `  ${server}: ${command}`);
  throw new CommandError(problem.message, [problem.hint, ...commands].join('\n'));
}

async function openJournal(file: string): Promise<JournalFile> {
  try {
    return await JournalFile.open(file);
  } catch (error) {
    throw new CommandError(
      `${file} cannot be opened: ${reasonOf(error)}.`,
      'Give --out a place that can be written.',
    );
  }
}

const stem = (out: string) => out.replace(/\.jsonl$/u, '');

async function addSources(
  runner: Vul2Safe,
  file: string,
  format: (typeof sourceFormatNames)[number],
): Promise<void> {
  let bad = 0;
  let added = 0;
  try {
    // Without an encoding a read stream gives Buffers, which its type does not say.
    const bytes = createReadStream(file) as AsyncIterable<Buffer>;
    for await (const event of readSources(bytes, format, basename(file))) {
      if (event.kind === 'item') {
        added += await runner.add([event.item]);
        continue;
      }
      bad += 1;
      const { message, advice } = event.error;
      if (bad <= mostTold) say(`${file}:${event.line}: ${message}. ${advice}`);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw new CommandError(
        `${file} cannot be read: ${reasonOf(error)}.`,
        'Give --in a readable file.',
      );
    }
    throw error;
  }
  if (bad > mostTold) say(`and ${bad - mostTold} more.`);
  const all = runner.items().length;
  say(`${all} codes, ${added} of them new; bad rows: ${bad}.`);
  if (all === 0) {
    throw new CommandError(
      `${file} holds no code of the format ${format}.`,
      'Choose another --format.',
    );
  }
}

function tell(event: Vul2SafeEvent): void {
  if (event.kind === 'progress') {
    showProgress('Vul2Safe', event.progress.ended, event.progress.items);
    return;
  }
  if (event.kind !== 'item') return;
  const { id, state, reason, cwe, confidence, prompts } = event.item;
  const isEnd = state === 'accepted' || state === 'rejected' || state === 'failed';
  if (isEnd) writeResult({ id, state, reason, cwe, confidence, prompts });
}

async function work(runner: Vul2Safe, out: string): Promise<void> {
  const interrupt = watchInterrupt();
  interrupt.addEventListener('abort', () => runner.stop({ now: false }));
  const stop = await runner.start();
  await writeSet(runner, out);
  const { byState, tokens, cost, seconds, calls, cachedAnswers, retries, lostCalls } =
    runner.progress();
  say(
    `${byState.accepted} accepted, ${byState.rejected} rejected, ${byState.failed} failed, ${byState.queued} left. ` +
      `${calls} calls (${cachedAnswers} known before, ${retries} retries), ${tokens} tokens, cost ${cost.toFixed(4)}, ${Math.round(seconds)} s.`,
  );
  if (lostCalls > 0)
    say(`${lostCalls} calls of earlier sessions were never answered and may have been charged.`);
  say(
    `Train on them: npm run -s patchgrad -- train --pairs ${out} --format patchgrad --out runs/mine`,
  );
  if (interrupt.aborted) throw new Interrupted(stop.message);
  if (stop.cause !== 'done') throw stopped(stop);
}

const stopped = ({ message }: Stop) =>
  new CommandError(message, 'The same command goes on from here.');

/** Whole or not at all: the former set stays until the new one is written. */
async function writeSet(runner: Vul2Safe, out: string): Promise<void> {
  const files = [
    [out, recordLines(await runner.records(0))],
    [`${stem(out)}.md`, await runner.card(0)],
  ] as const;
  for (const [file, text] of files) {
    await writeFile(`${file}.part`, text);
    await rename(`${file}.part`, file);
  }
}
