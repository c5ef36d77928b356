/** Why a token has the token reward it has, in one sentence. Pure. */
import type { Provenance, Rollout } from '../../core/rollout.ts';
import type { Locale } from '../i18n/language.ts';
import { showToken } from '../tokens/tokenText.ts';

function nameHunk({ hunk, operation }: Provenance, { messages }: Locale): string {
  const t = messages.tokens.cause;
  if (hunk === null) return t.theRepair;
  return t.hunk(hunk + 1, operation === null ? '' : t.operations[operation]);
}

function matchedCause(provenance: Provenance, earns: string, locale: Locale): string {
  const t = locale.messages.tokens.cause;
  const text = showToken(provenance.reference?.text ?? '');
  const hunk = nameHunk(provenance, locale);
  if (provenance.source === 'group') {
    return provenance.side === 'secure'
      ? t.groupAdded(text, hunk, earns)
      : t.groupTookOut(text, hunk, earns);
  }
  return provenance.side === 'secure' ? t.added(text, hunk, earns) : t.tookOut(text, hunk, earns);
}

/** One plain sentence on token i of the rollout. */
export function causeOf(rollout: Rollout, i: number, locale: Locale): string {
  const t = locale.messages.tokens.cause;
  const provenance = rollout.provenance[i];
  if (provenance === undefined) return t.unknown;
  const earns = t.earns(locale.format.signed(rollout.tokenAdvantages[i] ?? 0));
  const { reference, rule } = provenance;
  const seen = showToken(reference?.text ?? '');
  switch (rule) {
    case 'matched':
      return matchedCause(provenance, earns, locale);
    case 'anchor':
      return t.anchor(seen, nameHunk(provenance, locale), earns);
    case 'outvoted': {
      const side = locale.messages.tokens.inspector.sides[reference?.side ?? 'neutral'];
      return t.outvoted(seen, side, nameHunk(provenance, locale));
    }
    case 'tie':
      return t.tie(nameHunk(provenance, locale));
    case 'unmarked':
      return t.unmarked;
    case 'outside':
      return rollout.isTruncated ? t.truncated : t.outside;
  }
}
