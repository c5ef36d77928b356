/** Answers one chat completion with what the engine generates, in the form of OpenAI's API. */
import type { ServerResponse } from 'node:http';
import { isRepeat, promptOf, type ChatRequest } from './chatRequest.ts';
import type { Engine, Generated } from './engine.ts';
import { writeJson } from './httpJson.ts';
import { narrowedSchema } from './narrowedSchema.ts';
import { contextTokens } from './tinyModel.ts';

export const modelName = 'tiny';

export interface AnswerOptions {
  readonly engine: Engine;
  /** When an answer is held to the schema that is asked for; repeats: where the first could not be read. */
  readonly grammar: 'never' | 'repeats' | 'always';
  /** The connection doctor's question is answered by a grammar that allows 42 alone: at random it never would be. */
  readonly isDoctorContent: boolean;
}

/** One call of a client. */
export interface ServedCall {
  /** callKeyOf. */
  readonly key: string;
  readonly stage: string;
  readonly promptTokens: number;
  /** The text as it was sent, piece by piece or whole. */
  sent: string;
  /** Null while it is under way, when the client went away, and when it was refused. */
  generated: Generated | null;
}

/** Generates the answer and sends it piece by piece, or whole. A client that goes away ends the work. */
export async function giveAnswer(
  options: AnswerOptions,
  chat: ChatRequest,
  call: ServedCall,
  response: ServerResponse,
): Promise<void> {
  const leaving = new AbortController();
  response.on('close', () => leaving.abort());
  const { stream, temperature, max_tokens, stream_options } = chat;
  const event = (body: object) => response.write(`data: ${JSON.stringify(body)}\n\n`);
  const chunk = (delta: object, finish_reason: string | null) =>
    event({
      object: 'chat.completion.chunk',
      model: modelName,
      choices: [{ index: 0, delta, finish_reason }],
    });
  if (stream) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    chunk({ role: 'assistant', content: '' }, null);
  }
  const generated = await options.engine.generate({
    prompt: promptOf(chat),
    maxTokens: Math.min(max_tokens, contextTokens - call.promptTokens),
    temperature,
    // The same question has the same answer, whatever came before.
    seed: parseInt(call.key.slice(0, 7), 16),
    schema: schemaFor(options, chat),
    signal: leaving.signal,
    onText: (content) => {
      if (!stream) return;
      call.sent += content;
      chunk({ content }, null);
    },
  });
  call.generated = generated;
  const finish = generated.isCut ? 'length' : 'stop';
  const usage = usageOf(call.promptTokens, generated);
  if (!stream) {
    call.sent = generated.text;
    const message = { role: 'assistant', content: generated.text };
    const choices = [{ index: 0, message, finish_reason: finish }];
    writeJson(response, 200, { object: 'chat.completion', model: modelName, choices, usage });
    return;
  }
  chunk({}, finish);
  if (stream_options?.include_usage) event({ model: modelName, choices: [], usage });
  response.end('data: [DONE]\n\n');
}

const usageOf = (promptTokens: number, { tokens }: Generated) => ({
  prompt_tokens: promptTokens,
  completion_tokens: tokens.length,
  total_tokens: promptTokens + tokens.length,
});

/** What this answer is held to; null: nothing. */
function schemaFor(
  { grammar, isDoctorContent }: AnswerOptions,
  chat: ChatRequest,
): Record<string, unknown> | null {
  if (chat.response_format === undefined) return null;
  const { name, schema } = chat.response_format.json_schema;
  if (name === 'probe' && isDoctorContent)
    return { type: 'object', properties: { answer: { const: 42 } } };
  const isHeld = grammar === 'always' || (grammar === 'repeats' && isRepeat(chat));
  return isHeld ? narrowedSchema(schema) : null;
}
