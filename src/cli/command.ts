/** A command of the runner: its options in one schema, from which parsing, checks and --help are made. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError } from './errors.ts';
import { suggest } from './suggestion.ts';

interface OptionInfo {
  /** What stands for the value in --help; null for a flag without one. */
  readonly value: string | null;
  readonly meaning: string;
  readonly isRepeated?: boolean;
}

const optionInfos = z.registry<OptionInfo>();

/** Describes one option; its schema takes the text as typed, or undefined. */
export function option<S extends z.ZodType>(value: string | null, meaning: string, schema: S): S {
  optionInfos.add(schema, { value, meaning });
  return schema;
}

/** As option, for one that may be given more than once; its schema takes an array or undefined. */
export function repeatedOption<S extends z.ZodType>(value: string, meaning: string, schema: S): S {
  optionInfos.add(schema, { value, meaning, isRepeated: true });
  return schema;
}

/** A whole number of at least `least`, written in digits. */
export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d+$/u, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `is below ${least}`).max(most, `is above ${most}`));

/** A number of at least `least`. */
export const realNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d*)?(e[+-]?\d+)?$/iu, 'is not a number')
    .transform(Number)
    .pipe(z.number().min(least, `is below ${least}`).max(most, `is above ${most}`));

export const oneOf = <const T extends readonly string[]>(names: T) =>
  z.enum(names, { error: () => `is none of ${names.join(', ')}` });

export interface Command {
  /** Everything between the first line and the options. */
  readonly help: string;
  /** @throws UsageError before anything is done, CommandError or FailureError after. */
  readonly run: (parameters: readonly string[]) => Promise<void>;
}

interface Definition<Shape extends z.ZodRawShape> {
  /** For example "corpus check". */
  readonly name: string;
  /** What it does and prints, in lines of at most 100 characters. */
  readonly description: string;
  readonly options: z.ZodObject<Shape>;
  readonly run: (options: z.output<z.ZodObject<Shape>>) => Promise<void>;
}

export function defineCommand<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Command {
  const { name, description, options } = definition;
  const infos = infosOf(options);
  return {
    help: describe(name, description, infos, options),
    run: async (parameters) => {
      const typed = readOptions(name, parameters, infos);
      const parsed = options.safeParse(typed);
      if (!parsed.success) throw explain(name, parsed.error, typed, infos);
      await definition.run(parsed.data);
    },
  };
}

type TypedOptions = Record<string, string | boolean | string[]>;
type Infos = ReadonlyMap<string, OptionInfo>;

function infosOf(options: z.ZodObject): Infos {
  return new Map(
    Object.entries(options.shape).map(([key, schema]) => {
      const info = schema instanceof z.ZodType ? optionInfos.get(schema) : undefined;
      if (!info) throw new Error(`Option ${key} was not made by option().`);
      return [key, info];
    }),
  );
}

const seeHelp = (name: string) => `See npm run -s patchgrad -- ${name} --help`;

/** The options as typed; a word that is none, and a missing value, is refused. */
function readOptions(name: string, parameters: readonly string[], infos: Infos): TypedOptions {
  const options = Object.fromEntries(
    [...infos].map(([key, info]) => [
      key,
      { type: info.value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...parameters], options, strict: false, tokens: true });
  const found: TypedOptions = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      throw new UsageError(
        `${name} does not know what to do with "${token.value}".`,
        seeHelp(name),
      );
    }
    const info = infos.get(token.name);
    if (!info || !token.rawName.startsWith('--')) {
      const hint = suggest(token.name, [...infos.keys()]).replace('mean ', 'mean --');
      throw new UsageError(`${name} has no option ${token.rawName}.${hint}`, seeHelp(name));
    }
    const { value } = token;
    if (info.value === null) {
      if (value !== undefined)
        throw new UsageError(`--${token.name} takes no value.`, seeHelp(name));
      found[token.name] = true;
      continue;
    }
    const isOption = !token.inlineValue && value !== undefined && /^-./u.test(value);
    if (value === undefined || isOption) {
      throw new UsageError(
        `--${token.name} needs a value: --${token.name} ${info.value}.`,
        `One that begins with - is written --${token.name}=${info.value}. ${seeHelp(name)}`,
      );
    }
    const before = found[token.name];
    if (info.isRepeated) found[token.name] = [...(Array.isArray(before) ? before : []), value];
    else found[token.name] = value;
  }
  return found;
}

function explain(name: string, error: z.ZodError, typed: TypedOptions, infos: Infos): UsageError {
  const issue = error.issues[0];
  const key = String(issue.path[0]);
  const value = typed[key];
  const message =
    value === undefined
      ? `${name} needs --${key} ${infos.get(key)?.value ?? ''}.`
      : `--${key} ${String(value)} ${issue.message}.`;
  return new UsageError(message, seeHelp(name));
}

function describe(name: string, description: string, infos: Infos, options: z.ZodObject): string {
  const rows = [...infos].map(([key, { value, meaning, isRepeated }]) => {
    const schema: unknown = options.shape[key];
    const isNeeded = schema instanceof z.ZodType && !schema.safeParse(undefined).success;
    const notes = [isNeeded ? 'needed' : '', isRepeated ? 'may be given more than once' : ''];
    const note = notes.filter(Boolean).join(', ');
    return [`--${key} ${value ?? ''}`.trim(), meaning + (note ? ` (${note})` : '')] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length), '--help'.length);
  const lines = [...rows, ['--help', 'Show this.'] as const].map(
    ([left, right]) => `  ${left.padEnd(width)}  ${right}`,
  );
  return `patchgrad ${name} [options]\n\n${description}\n\nOptions:\n${lines.join('\n')}\n`;
}
