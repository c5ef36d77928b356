/**
 * An OpenAI-compatible server over the engine: GET /v1/models and POST /v1/chat/completions, as a stream or whole. It
 * writes down every call, so that what a client made of it can be compared.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { z } from 'zod';
import { giveAnswer, modelName, type AnswerOptions, type ServedCall } from './chatAnswer.ts';
import {
  callKeyOf,
  chatRequestSchema,
  promptOf,
  stageOf,
  type ChatRequest,
} from './chatRequest.ts';
import { writeJson } from './httpJson.ts';
import { contextTokens } from './tinyModel.ts';

export interface EngineServer {
  /** With /v1. */
  readonly endpoint: string;
  readonly calls: readonly ServedCall[];
  close(): Promise<void>;
}

class BadRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export async function startEngineServer(options: AnswerOptions): Promise<EngineServer> {
  const calls: ServedCall[] = [];
  const server = createServer((request, response) => {
    route(options, calls, request, response).catch((error: unknown) => fail(response, error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    endpoint: `http://127.0.0.1:${address.port}/v1`,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function route(
  options: AnswerOptions,
  calls: ServedCall[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = `${request.method} ${request.url}`;
  if (asked === 'GET /v1/models') {
    writeJson(response, 200, { object: 'list', data: [{ id: modelName, object: 'model' }] });
    return;
  }
  if (asked !== 'POST /v1/chat/completions') throw new BadRequest(404, `There is no ${asked}.`);
  const chat = parseChat(await textOf(request));
  const promptTokens = options.engine.countTokens(promptOf(chat));
  const call: ServedCall = {
    key: await callKeyOf(chat),
    stage: stageOf(chat),
    promptTokens,
    sent: '',
    generated: null,
  };
  calls.push(call);
  if (promptTokens >= contextTokens) {
    throw new BadRequest(
      400,
      `The prompt of ${promptTokens} tokens exceeds the available context size of ${contextTokens}.`,
    );
  }
  await giveAnswer(options, chat, call, response);
}

function parseChat(body: string): ChatRequest {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new BadRequest(400, 'The body is no JSON.');
  }
  const parsed = chatRequestSchema.safeParse(value);
  if (!parsed.success) throw new BadRequest(400, z.prettifyError(parsed.error));
  if (parsed.data.model === modelName) return parsed.data;
  throw new BadRequest(404, `The model ${parsed.data.model} does not exist.`);
}

/** After the first piece of a stream nothing but the end of the connection tells that it failed. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  writeJson(response, error instanceof BadRequest ? error.status : 500, { error: { message } });
}
