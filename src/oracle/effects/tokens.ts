/** JSON web tokens: read as they are, or only when their signature is right. */
import { z } from 'zod';
import { decodeBytes, encodeBytes } from '../stubs/bytes.ts';
import type { Json } from '../../core/testCase.ts';
import { text, type EffectArea } from './area.ts';

interface TokenParts {
  readonly header: Json;
  readonly payload: Json;
  readonly signature: string;
}

/** The JSON value in one part of a token; throws where there is none. */
const jsonIn = (part: string): Json =>
  z.json().parse(JSON.parse(decodeBytes(encodeBytes(part, 'base64url') ?? '', 'utf8') ?? ''));

/** The parts of a token, or null when it is none. */
function readToken(token: string): TokenParts | null {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined) return null;
  if (rest.length > 0) return null;
  try {
    return { header: jsonIn(header), payload: jsonIn(payload), signature };
  } catch (error) {
    // Also JSON nested too deeply to be read.
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

const tokenOptions = z.object({ complete: z.boolean().optional() }).nullish();

const shownParts = (parts: TokenParts, options: Json | undefined): Json =>
  tokenOptions.parse(options)?.complete === true ? { ...parts } : parts.payload;

export const tokens: EffectArea = {
  guest: String.raw`
  expose('jwt', {
    decode: (token, options) => effect('decode token', [token, options]),
    verify: (token, key, options) => effect('verify token', [token, key, options]),
  });
`,
  handlers: {
    'decode token': ([token, options]) => {
      const parts = readToken(text.parse(token));
      return { value: parts === null ? null : shownParts(parts, options) };
    },
    'verify token': ([token, key, options], _, { signed }) => {
      const given = text.parse(token);
      const parts = readToken(given);
      if (parts === null) return { error: 'jwt malformed' };
      if (typeof key !== 'string') return { error: 'secret or public key must be provided' };
      const isRight = signed !== undefined && key === signed.key && signed.tokens.includes(given);
      return isRight ? { value: shownParts(parts, options) } : { error: 'invalid signature' };
    },
  },
};
