/** Reads a model's answer: one JSON object of the schema of its stage. A fence around it and thoughts before it are let pass. */
import type { z } from 'zod';
import { repeatedKey } from '../corpus/pairJson.ts';

export type Read<T> = { readonly value: T } | { readonly problem: string };

/** Models that think aloud do so in one of these before they answer. */
const thoughts = /^\s*<(think|thinking|reasoning)>[^]*?<\/\1>/u;
/** A whole answer in one fence. Prose around it could hold a second verdict, so it is not passed over. */
const fence = /^```(?:json)?[ \t]*\r?\n([^]*?)\r?\n?```$/iu;

/** @returns the value, or what is wrong, a sentence that a model can act on */
export function readAnswer<T>(text: string, schema: z.ZodType<T>): Read<T> {
  const bare = text
    .replace(/^\ufeff/u, '')
    .replace(thoughts, '')
    .trim();
  const json = (fence.exec(bare)?.[1] ?? bare).trim();
  if (json === '') return { problem: 'It is empty.' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { problem: describeBroken(json) };
  }
  const twice = repeatedKey(json);
  if (twice !== null) {
    return { problem: `It names ${JSON.stringify(twice.slice(0, 40))} twice.` };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const reasons = parsed.error.issues.slice(0, 5).map(({ path, message }) => {
    const where = path.length === 0 ? 'The whole' : `Field ${path.join('.')}`;
    return `${where}: ${message}.`;
  });
  return { problem: reasons.join(' ') };
}

function describeBroken(json: string): string {
  if (!json.startsWith('{')) return 'It does not begin with a JSON object.';
  return json.endsWith('}') ? 'It is not valid JSON.' : 'Its JSON is cut off or text follows it.';
}
