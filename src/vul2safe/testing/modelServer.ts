/** An endpoint for tests that speaks the protocol of OpenAI's chat completions, and misbehaves as real ones do. */
// eslint-disable-next-line no-restricted-imports -- as below.
import { createHash } from 'node:crypto';
// eslint-disable-next-line no-restricted-imports -- a server for tests; nothing that a page loads imports it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

const requestSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  stream: z.boolean().default(false),
  response_format: z.object({ json_schema: z.object({ name: z.string() }) }).optional(),
  max_tokens: z.number().optional(),
});
export type ChatRequest = z.infer<typeof requestSchema>;

/** How one answer is given. */
export type Manner =
  | { readonly kind: 'answer'; readonly text: string; readonly finish?: string }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body: string;
      readonly retryAfter?: string;
    }
  /** Begins, and never goes on. */
  | { readonly kind: 'stall' }
  /** Ends in the middle, as a broken connection does or as a quiet end. */
  | { readonly kind: 'cut'; readonly text: string; readonly isQuiet: boolean }
  | { readonly kind: 'error-event'; readonly message: string };

export interface ModelServerOptions {
  /** @param attempt how often this very call came before */
  readonly manner: (request: ChatRequest, hash: string, attempt: number) => Manner;
  readonly models?: readonly string[];
  /** The only key that is let in; null lets everybody in. */
  readonly key?: string | null;
  /** Bytes of a piece of the stream; by default a few cuts at awkward places. */
  readonly pieceBytes?: number;
  /** Milliseconds before an answer begins. */
  readonly delayMs?: number;
  /** The origin of the page that is let in (CORS); by default none. */
  readonly allowedOrigin?: string;
}

export interface ModelServer {
  /** With /v1. */
  readonly endpoint: string;
  /** Answers that were sent to their end, by the fingerprint of the request. */
  readonly served: Map<string, number>;
  readonly requests: ChatRequest[];
  readonly headers: IncomingMessage['headers'][];
  /** The most calls that were open at once. */
  mostAtOnce: () => number;
  close(): Promise<void>;
}

export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const served = new Map<string, number>();
  const came = new Map<string, number>();
  const requests: ChatRequest[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let open = 0;
  let most = 0;
  const chat = async (request: IncomingMessage, response: ServerResponse) => {
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => (open -= 1));
    const text = await bodyOf(request);
    const call = requestSchema.parse(JSON.parse(text));
    const hash = createHash('sha256').update(text).digest('hex');
    const attempt = came.get(hash) ?? 0;
    came.set(hash, attempt + 1);
    requests.push(call);
    if (options.delayMs !== undefined) await wait(options.delayMs);
    const manner = options.manner(call, hash, attempt);
    await give(response, call, manner, options.pieceBytes);
    if (manner.kind === 'answer') served.set(hash, (served.get(hash) ?? 0) + 1);
  };
  const server = createServer((request, response) => {
    headers.push(request.headers);
    if (options.allowedOrigin !== undefined) letPageIn(response, options.allowedOrigin);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const isLetIn =
      options.key == null || request.headers.authorization === `Bearer ${options.key}`;
    if (!isLetIn) {
      const said = request.headers.authorization ?? 'none';
      json(response, 401, { error: { message: `Incorrect API key provided: ${said}` } });
    } else if (request.url === '/v1/models') {
      json(response, 200, { data: (options.models ?? ['tiny']).map((id) => ({ id })) });
    } else if (request.url === '/v1/chat/completions') {
      // A caller that goes away is no fault of the server.
      chat(request, response).catch(() => response.destroy());
    } else {
      json(response, 404, { error: { message: 'Not found' } });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}/v1`,
    served,
    requests,
    headers,
    mostAtOnce: () => most,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function letPageIn(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function bodyOf(request: IncomingMessage): Promise<string> {
  const blocks: Uint8Array[] = [];
  for await (const block of request as AsyncIterable<Uint8Array>) blocks.push(block);
  return Buffer.concat(blocks).toString('utf8');
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function give(
  response: ServerResponse,
  { stream, model }: ChatRequest,
  manner: Manner,
  pieceBytes?: number,
): Promise<void> {
  switch (manner.kind) {
    case 'status': {
      const { retryAfter } = manner;
      response.writeHead(
        manner.status,
        retryAfter === undefined ? {} : { 'retry-after': retryAfter },
      );
      response.end(manner.body);
      return;
    }
    case 'stall':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': waiting\n\n');
      return;
    case 'error-event':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`data: {"error":{"message":"${manner.message}"}}\n\n`);
      return;
    case 'cut': {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const events = eventsOf(manner.text, model, 'stop');
      response.write(events.slice(0, Math.floor(events.length / 2)));
      if (manner.isQuiet) response.end();
      else setImmediate(() => response.destroy());
      return;
    }
    case 'answer': {
      const { text, finish = 'stop' } = manner;
      if (!stream) {
        const choice = {
          index: 0,
          message: { role: 'assistant', content: text },
          finish_reason: finish,
        };
        json(response, 200, { model, choices: [choice], usage: usageOf(text) });
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      await sendInPieces(response, Buffer.from(eventsOf(text, model, finish)), pieceBytes);
      response.end();
    }
  }
}

const usageOf = (text: string) => ({
  prompt_tokens: 100,
  completion_tokens: Math.ceil(text.length / 4),
});

/** Deltas of a few characters, with a comment and both kinds of line end among them. */
function eventsOf(text: string, model: string, finish: string): string {
  const characters = Array.from(text);
  const size = Math.max(3, Math.ceil(characters.length / 6));
  const parts: string[] = [];
  for (let i = 0; i < characters.length; i += size)
    parts.push(characters.slice(i, i + size).join(''));
  const event = (delta: object, reason: string | null, end = '\n\n') =>
    `data: ${JSON.stringify({ model, choices: [{ index: 0, delta, finish_reason: reason }] })}${end}`;
  return [
    ': a comment\n\n',
    event({ role: 'assistant', content: '' }, null, '\r\n\r\n'),
    ...parts.map((content) => event({ content }, null)),
    event({}, finish),
    `data: ${JSON.stringify({ model, choices: [], usage: usageOf(text) })}\n\n`,
    'data: [DONE]\n\n',
  ].join('');
}

/** Cuts inside "data:", inside JSON, and inside a character of several bytes. */
function cutsOf(bytes: Uint8Array): number[] {
  const inside = bytes.findIndex((byte) => byte >= 0xc0) + 1;
  const word = bytes.lastIndexOf('d'.charCodeAt(0), Math.floor(bytes.length / 2)) + 2;
  return [2, word, inside, bytes.length - 9]
    .filter((at) => at > 0 && at < bytes.length)
    .sort((a, b) => a - b);
}

async function sendInPieces(
  response: ServerResponse,
  bytes: Buffer,
  pieceBytes?: number,
): Promise<void> {
  const cuts =
    pieceBytes === undefined
      ? cutsOf(bytes)
      : Array.from(
          { length: Math.floor(bytes.length / pieceBytes) },
          (_, i) => (i + 1) * pieceBytes,
        );
  let at = 0;
  for (const cut of [...cuts, bytes.length]) {
    response.write(bytes.subarray(at, cut));
    at = cut;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
