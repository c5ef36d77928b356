/** Reads an answer of an OpenAI-compatible endpoint, as one JSON body or as a stream of events. */
import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import type { Usage } from '../contract.ts';
import { faultOf } from './openAiFaults.ts';
import { ProviderError, type Completion } from './provider.ts';

export interface Answer extends Pick<Completion, 'text' | 'finish'> {
  /** Null when the endpoint did not say. */
  readonly usage: Usage | null;
}

/** Fails the work when it takes too long. */
type Within = <T>(work: Promise<T>) => Promise<T>;

const counted = z.number().int().nonnegative().catch(0);
const usageSchema = z
  .object({ prompt_tokens: counted, completion_tokens: counted })
  .nullish()
  .catch(null);

const messageSchema = z.object({ content: z.string().nullish(), refusal: z.string().nullish() });

/** Of a whole answer the message, of an event the delta; other fields, such as reasoning, are passed over. */
const bodySchema = z.object({
  error: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        message: messageSchema.nullish(),
        delta: messageSchema.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: usageSchema,
});
type Body = z.infer<typeof bodySchema>;

function parseBody(text: string): Body {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProviderError('broken', 'The endpoint sent an answer whose JSON is cut off.');
  }
  const parsed = bodySchema.safeParse(value);
  if (!parsed.success) {
    throw new ProviderError('invalid', 'The endpoint sent JSON that is no chat completion.');
  }
  // Errors that come after the answer had begun; 200 was already said.
  if (parsed.data.error != null) throw faultOf(500, null, text, 0);
  return parsed.data;
}

const finishOf = (reason: string | null, refusal: string): Completion['finish'] => {
  if (refusal !== '' || reason === 'content_filter' || reason === 'refusal') return 'refused';
  return reason === 'length' || reason === 'max_tokens' ? 'length' : 'stop';
};

const usageOf = (usage: z.infer<typeof usageSchema>): Usage | null =>
  usage == null
    ? null
    : {
        promptTokens: usage.prompt_tokens,
        completionTokens: usage.completion_tokens,
        isEstimated: false,
      };

/** @throws ProviderError when the body is cut off or no chat completion */
export async function readWhole(response: Response, within: Within): Promise<Answer> {
  const { choices, usage } = parseBody(await within(response.text()));
  const [choice] = choices;
  if (choice?.message == null) {
    throw new ProviderError('invalid', 'The endpoint sent JSON that is no chat completion.');
  }
  const refusal = choice.message.refusal ?? '';
  return {
    text: choice.message.content ?? refusal,
    finish: finishOf(choice.finish_reason ?? null, refusal),
    usage: usageOf(usage),
  };
}

/**
 * Puts the deltas together. A stream is whole when it gave a reason to finish or [DONE]; one that just ends was cut off.
 * @throws ProviderError when it was
 */
export async function readStreamed(response: Response, within: Within): Promise<Answer> {
  let text = '';
  let refusal = '';
  let reason: string | null = null;
  let usage: Usage | null = null;
  let isDone = false;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data.trim() === '[DONE]') isDone = true;
      if (isDone || data.trim() === '') return;
      const body = parseBody(data);
      const [choice] = body.choices;
      const part = choice?.delta ?? choice?.message;
      text += part?.content ?? '';
      refusal += part?.refusal ?? '';
      reason = choice?.finish_reason ?? reason;
      usage = usageOf(body.usage) ?? usage;
    },
  });
  if (response.body === null) throw new ProviderError('broken', 'The stream is empty.');
  const reader = response.body.getReader();
  // Keeps the bytes of a character that a chunk cuts in two.
  const decoder = new TextDecoder();
  for (;;) {
    // Behind [DONE] nothing comes but the end, after which the connection can be used again.
    const { value, done } = await within(reader.read());
    if (done) break;
    parser.feed(decoder.decode(value, { stream: true }));
  }
  if (!isDone && reason === null) {
    throw new ProviderError('broken', 'The stream ended before the answer did.');
  }
  return { text: text === '' ? refusal : text, finish: finishOf(reason, refusal), usage };
}
