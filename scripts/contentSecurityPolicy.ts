/**
 * What the built page and its workers may load and reach. docs/decisions/0007-network.md says why it is cut this way.
 * A policy in the page's own HTML binds the page alone; a worker obeys the header of its script, which our server
 * sends and the service worker adds, whatever the host.
 */

/** The one worker that may reach another server: the endpoint that the reader typed on the Vul2Safe screen. */
const endpointWorker = /(?:^|\/)vul2safeWorker[^/]*\.js$/;

function policy(connect: string): string {
  return [
    "default-src 'none'",
    // WebAssembly is compiled from the page's own files; no text is ever run as script.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    `connect-src ${connect}`,
    "img-src 'self' data: blob:",
    "manifest-src 'self'",
    // react-aria adds a style element for touch behaviour.
    "style-src 'self' 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export const pagePolicy = policy("'self'");

/** The policy of the file at this path: every script but one is bound to the page's own server. */
export const policyOf = (path: string): string =>
  endpointWorker.test(path) ? policy("'self' https: http:") : pagePolicy;
