/** Model servers for the tests of a file: each is closed after its test. */
import { afterEach } from 'vitest';
import { startModelServer, type ModelServer, type ModelServerOptions } from './modelServer.ts';

/** Call once in a file; what it gives starts a server, which answers every call alike unless told otherwise. */
export function serveInTests(): (options?: Partial<ModelServerOptions>) => Promise<ModelServer> {
  const servers: ModelServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));
  return async (options = {}) => {
    const server = await startModelServer({
      manner: () => ({ kind: 'answer', text: '{"answer": 42}' }),
      ...options,
    });
    servers.push(server);
    return server;
  };
}
