/** The host side of the stubs: records each effect a completion asks for and answers it, case by case. */
import { z } from 'zod';
import type { Json, World } from '../core/testCase.ts';
import { fileName, joinPath, resolvePath } from './stubs/paths.ts';
import { runQuery } from './stubs/sql.ts';
import { shellCommands } from './stubs/shell.ts';
import { parseAddress } from './stubs/address.ts';
import { markupOf } from './stubs/markup.ts';

/** Something a completion did, for example {kind: 'process', detail: ['wc', '-l', 'a.txt']}. */
export interface Effect {
  readonly kind: string;
  readonly detail: Json;
}

/** What the guest's stub returns, or the message of the Error it throws. */
export type Answer = { readonly value: Json } | { readonly error: string };

export interface EffectLog {
  readonly effects: readonly Effect[];
  /** Records the effects of one stub call and answers it. Never throws. */
  answer(call: string, args: readonly Json[]): Answer;
}

/** More than any honest completion makes: time spent in the host is not the guest's to interrupt. */
const mostCalls = 100;

const hashes = new Map([
  ['md5', 'weak'],
  ['sha1', 'weak'],
  ['sha256', 'strong'],
  ['sha512', 'strong'],
]);

// Anything not fit for the stub is an error to the guest, as the real function would throw.
const text = z.string();
const texts = z.array(z.string());

type Recorder = (kind: string, detail: Json) => void;
type Handler = (args: readonly Json[], record: Recorder, world: World) => Answer;

const handlers: { readonly [call: string]: Handler } = {
  query: ([sql, values], record, world) => {
    const query = text.parse(sql);
    record('query', query);
    const result = runQuery(
      query,
      z.array(z.json()).nullish().parse(values) ?? [],
      world.rows ?? [],
    );
    if ('error' in result) return result;
    for (const table of result.tables) record('table', table);
    return { value: result.rows };
  },
  header: ([name, value], record) => {
    record('header', [text.parse(name), text.parse(value)]);
    return { value: null };
  },
  redirect: ([target], record) => {
    record('redirect', text.parse(target));
    return { value: null };
  },
  cookie: ([name, value, options], record) => {
    const flags = z
      .object({ path: text.optional(), httpOnly: z.boolean().optional() })
      .nullish()
      .parse(options);
    record('cookie', [text.parse(name), text.parse(value), flags?.path ?? null]);
    if (flags?.httpOnly !== true) record('open-cookie', text.parse(name));
    return { value: null };
  },
  html: ([html], record) => {
    const { shown, tags } = markupOf(text.parse(html));
    record('shown', shown);
    for (const tag of tags) record('markup', tag);
    return { value: null };
  },
  text: ([shown], record) => {
    record('shown', text.parse(shown));
    return { value: null };
  },
  shell: ([command], record) => {
    const commands = shellCommands(text.parse(command));
    for (const words of commands) record('process', words);
    return { value: commands.map((words) => `output of ${words.join(' ')}`).join('\n') };
  },
  process: ([program, args], record) => {
    const words = [text.parse(program), ...(texts.nullish().parse(args) ?? [])];
    record('process', words);
    return { value: `output of ${words.join(' ')}` };
  },
  read: ([file], record, world) => {
    const name = joinPath([text.parse(file)]);
    record('read', name);
    const content = world.files?.[name];
    return content === undefined ? { error: `ENOENT: no such file ${name}` } : { value: content };
  },
  join: ([parts]) => ({ value: joinPath(texts.parse(parts)) }),
  resolve: ([parts]) => ({ value: resolvePath(texts.parse(parts)) }),
  basename: ([file]) => ({ value: fileName(text.parse(file)) }),
  request: ([address], record) => {
    const href = text.parse(address);
    record('request', href);
    return { value: `content of ${href}` };
  },
  url: ([address]) => {
    const parts = parseAddress(text.parse(address));
    return parts === null ? { error: 'Invalid URL' } : { value: { ...parts } };
  },
  digest: ([algorithm, content, form], record) => {
    const strength = hashes.get(text.parse(algorithm));
    if (strength === undefined) return { error: 'Digest method not supported' };
    record('digest', [text.parse(content), text.parse(form)]);
    if (strength === 'weak') record('weak-hash', text.parse(algorithm));
    return { value: `${text.parse(form)} of ${text.parse(content)} by ${text.parse(algorithm)}` };
  },
  'random bytes': ([size, form], record) => {
    const length = z.number().int().min(1).max(1024).parse(size);
    record('strong-random', length);
    return { value: (form === 'hex' ? '5e' : 'q7').repeat(length) };
  },
  'weak random': (_, record) => {
    record('weak-random', null);
    return { value: 0.7364219508437612 };
  },
};

/** An empty log whose stubs answer from this world. */
export function createEffectLog(world: World): EffectLog {
  const effects: Effect[] = [];
  let calls = 0;
  return {
    effects,
    answer(call, args) {
      const handler = Object.hasOwn(handlers, call) ? handlers[call] : undefined;
      if (handler === undefined) return { error: `No stub ${call}` };
      if (calls++ >= mostCalls) return { error: 'Too many calls' };
      try {
        return handler(args, (kind, detail) => effects.push({ kind, detail }), world);
      } catch (error) {
        if (error instanceof z.ZodError)
          return { error: `${call} got an argument of a wrong type` };
        throw error;
      }
    },
  };
}
