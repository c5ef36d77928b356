/** What an address says of an endpoint, and what an endpoint says of its models. */
import type { Diagnosis } from '../connection.ts';

export const isLoopback = (host: string) =>
  /^(?:localhost|127\.[\d.]+|\[::1\]|.*\.localhost)$/u.test(host);

/** On this machine or in its network, for which Chrome wants a permission. */
export const isPrivateHost = (host: string) =>
  isLoopback(host) ||
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)|\.local$/u.test(host);

type AddressProblem = Pick<NonNullable<Diagnosis['problem']>, 'code' | 'message' | 'hint'>;

/**
 * @param origin where the page comes from; null outside of one
 * @returns why the address cannot be used, or null
 */
export function addressProblem(endpoint: string, origin: string | null): AddressProblem | null {
  const hint = 'Write it like http://127.0.0.1:11434/v1.';
  const invalid = (message: string): AddressProblem => ({ code: 'address-invalid', message, hint });
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    return invalid('This is no address.');
  }
  if (!/^https?:$/u.test(url.protocol)) return invalid('The address is neither http nor https.');
  if (url.username !== '' || url.password !== '' || /key|token/iu.test(url.search)) {
    return {
      ...invalid('The address holds a key, which would then stand in logs.'),
      hint: 'Take it out, and give the key in its own field.',
    };
  }
  const isPlain = url.protocol === 'http:' && !isLoopback(url.hostname);
  if (!isPlain || !origin?.startsWith('https:')) return null;
  return {
    code: 'mixed-content',
    message:
      'This page came over https, so the browser lets it ask no http address but those of this machine.',
    hint: 'Serve the model over https, or open this page from http://localhost.',
  };
}

/** Of {data: [{id}]}, as OpenAI lists them. */
export function modelsIn(body: unknown): string[] {
  const data: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, 'data') : null;
  if (!Array.isArray(data)) return [];
  return data.flatMap((entry: unknown) => {
    const id: unknown =
      typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'id') : null;
    return typeof id === 'string' ? [id] : [];
  });
}
