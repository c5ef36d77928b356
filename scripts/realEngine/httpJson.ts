/** One JSON body as an answer. */
import type { ServerResponse } from 'node:http';

export function writeJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
