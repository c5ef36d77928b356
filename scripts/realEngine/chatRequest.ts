/** What the server is asked: a chat completion as clients of OpenAI send it, and the name under which a journal knows it. */
import { z } from 'zod';
import { fingerprintOf } from '../../src/vul2safe/fingerprint.ts';

export const chatRequestSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
  temperature: z.number().nonnegative().default(1),
  max_tokens: z.number().int().positive().default(512),
  response_format: z
    .object({
      type: z.literal('json_schema'),
      json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()) }),
    })
    .optional(),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** The name of the schema, which is the stage that asks; empty where none is asked for. */
export const stageOf = ({ response_format }: ChatRequest): string =>
  response_format?.json_schema.name ?? '';

/** Asked once more, because the first answer could not be read. */
export const isRepeat = ({ messages }: ChatRequest): boolean => messages.length > 2;

/** As src/vul2safe/caller.ts names a call in its journal, so that what was paid twice can be told. */
export function callKeyOf(request: ChatRequest): Promise<string> {
  const { model, messages, response_format, temperature, max_tokens } = request;
  const { name, schema } = response_format?.json_schema ?? {};
  return fingerprintOf(
    JSON.stringify([
      model,
      messages.map(({ role, content }) => [role, content]),
      { name, schema },
      temperature,
      max_tokens,
    ]),
  );
}

/** A model without a chat template reads a conversation as a play. */
export const promptOf = ({ messages }: ChatRequest): string =>
  [...messages.map(({ role, content }) => `${role}: ${content}`), 'assistant: '].join('\n');
