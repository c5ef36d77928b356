/** From what an endpoint answers when it does not answer to a ProviderError, without the key in it. */
import { ProviderError } from './provider.ts';

/** Some services repeat the key that they refuse. */
export function redact(text: string, key: string | null): string {
  const known = key === null || key === '' ? text : text.replaceAll(key, '[key]');
  return known.replace(/\b(?:sk|pk|gsk|xai|hf|AIza)[-_][\w*-]{6,}/gu, '[key]');
}

/** Milliseconds from a Retry-After: seconds, or a date. Null when it says neither. */
export function retryAfterOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\s*\d+(?:\.\d+)?\s*$/u.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** The text of an error body: {error: {message}}, {error}, {message}, or the beginning of whatever it is. */
function messageIn(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text.replace(/\s+/gu, ' ').trim().slice(0, 300);
  }
  const field = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  const error = field(body, 'error');
  const found = [field(error, 'message'), error, field(body, 'message'), field(body, 'detail')];
  const message = found.find((value) => typeof value === 'string') ?? text;
  return message.replace(/\s+/gu, ' ').trim().slice(0, 300);
}

const tooLong =
  /context.{0,20}(?:length|size|window|exceed)|too (?:long|many tokens)|maximum context|exceeds? the (?:available|maximum)/iu;
const unknownModel =
  /model.{0,80}(?:not (?:found|exist|loaded|available)|does not exist|unknown)|(?:no such|unknown|invalid) model|try pulling it/iu;

/** @param text the body, already without the key */
export function faultOf(
  status: number,
  retryAfter: string | null,
  text: string,
  now: number,
): ProviderError {
  const said = messageIn(text);
  const told = `The endpoint answers ${status}${said === '' ? '' : `: ${said}`}`.replace(
    /[^.]$/u,
    '$&.',
  );
  const wait = retryAfterOf(retryAfter, now);
  // An empty purse is told as 429 and does not pass by waiting.
  if (status === 429) return new ProviderError('busy', told, wait);
  if (status === 401 || status === 403) return new ProviderError('key', told);
  if (unknownModel.test(said)) return new ProviderError('model', told);
  if (status === 413 || tooLong.test(said)) return new ProviderError('too-long', told);
  if (status === 408 || status === 409 || status === 425)
    return new ProviderError('busy', told, wait);
  if (status >= 500) return new ProviderError('server', told, wait);
  if (status === 404) return new ProviderError('model', told);
  return new ProviderError('invalid', told);
}
