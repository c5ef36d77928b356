/** The rollouts of one step as a file: JSON, gzipped to about a tenth. */
import { Gunzip, gzipSync } from 'fflate';
import { z } from 'zod';
import { rolloutSchema, type Rollout } from '../core/rollout.ts';
import { bytesOfText, joinBytes, textOfBytes } from './fileStore.ts';

/** More than 64 rollouts of 512 tokens take; a file that claims more is not of ours. */
const largest = 200e6;

export function packRollouts(rollouts: readonly Rollout[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytesOfText(JSON.stringify(rollouts)), { level: 4 }));
}

/** @throws when the file is damaged, not of this form or unpacks to more than `limit` bytes */
export function unpackRollouts(bytes: Uint8Array, limit = largest): Rollout[] {
  const json: unknown = JSON.parse(textOfBytes(gunzip(bytes, limit)));
  return z.array(rolloutSchema).parse(json);
}

/** Counts while it unpacks: what a file says of its own size is not to be trusted. */
function gunzip(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw new Error('a file of rollouts is no gzip file');
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = new Gunzip((chunk) => {
    length += chunk.byteLength;
    if (length > limit) throw new Error(`it unpacks to more than ${limit} bytes`);
    chunks.push(chunk);
  });
  const block = 2 ** 16;
  for (let at = 0; at < bytes.byteLength; at += block) {
    reader.push(bytes.subarray(at, at + block), at + block >= bytes.byteLength);
  }
  return joinBytes(chunks);
}
