/** Why a token has the token reward it has, in one sentence. Pure. */
import type { Provenance, Rollout } from '../../core/rollout.ts';
import { formatSigned } from '../tokens/scale.ts';
import { showToken } from '../tokens/tokenText.ts';

const operations = {
  insert: 'an insertion',
  delete: 'a deletion',
  replace: 'a replacement',
} as const;

function nameHunk({ hunk, operation }: Provenance): string {
  if (hunk === null) return 'the repair';
  const kind = operation === null ? '' : `, ${operations[operation]}`;
  return `hunk ${hunk + 1}${kind}`;
}

function matchedCause(provenance: Provenance, earns: string): string {
  const text = showToken(provenance.reference?.text ?? '');
  return provenance.side === 'secure'
    ? `It matches “${text}”, which the repair added (${nameHunk(provenance)}): ${earns}.`
    : `It matches “${text}”, which the repair took out (${nameHunk(provenance)}): ${earns}.`;
}

/** One plain sentence on token t of the rollout. */
export function causeOf(rollout: Rollout, t: number): string {
  const provenance = rollout.provenance[t];
  if (provenance === undefined) return 'Nothing is known about this token.';
  const earns = `token term ${formatSigned(rollout.tokenAdvantages[t] ?? 0)}`;
  const seen = provenance.reference === null ? null : showToken(provenance.reference.text);
  switch (provenance.rule) {
    case 'matched':
      return matchedCause(provenance, earns);
    case 'anchor':
      return `The repair inserts code right before “${seen ?? ''}” (${nameHunk(provenance)}), and this completion passes that place without it: ${earns}.`;
    case 'outvoted':
      return `It matches “${seen ?? ''}” of the ${provenance.reference?.side ?? 'other'} code, but ${nameHunk(provenance)} as a whole went to the other side, so it earns nothing.`;
    case 'tie':
      return `Both sides have the same share of ${nameHunk(provenance)} here, so it earns nothing.`;
    case 'unmarked':
      return 'The repair did not touch this part, so only the outcome of the whole completion counts.';
    case 'outside':
      return rollout.isTruncated
        ? 'The completion was cut at the length limit, so none of its tokens is in the loss.'
        : 'It comes after the end of the completion, so it is not in the loss.';
  }
}
