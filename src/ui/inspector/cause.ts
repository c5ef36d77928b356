/** Why a token has the advantage it has, in a sentence on its token reward and one on the outcome. Pure. */
import { isFuncSec, isFunctional } from '../../core/outcome.ts';
import type { Provenance, Rollout } from '../../core/rollout.ts';
import { mean } from '../../core/statistics.ts';
import type { Locale } from '../i18n/language.ts';
import { showToken } from '../tokens/tokenText.ts';

function nameHunk({ hunk, operation }: Provenance, { messages }: Locale): string {
  const t = messages.tokens.cause;
  if (hunk === null) return t.theRepair;
  return t.hunk(hunk + 1, operation === null ? '' : t.operations[operation]);
}

/** The reference text around this token's that other tokens of the completion match without a gap, in the same hunk. */
function stretchOf(all: readonly Provenance[], { hunk, source, reference }: Provenance): string {
  if (reference === null) return '';
  const matched = new Map(
    all.flatMap((p) =>
      p.reference?.side === reference.side && p.hunk === hunk && p.source === source
        ? [[p.reference.start, p.reference] as const]
        : [],
    ),
  );
  const ending = new Map([...matched.values()].map((r) => [r.start + r.text.length, r]));
  let text = reference.text;
  for (let r = ending.get(reference.start); r; r = ending.get(r.start)) text = r.text + text;
  const after = (r: { start: number; text: string }) => matched.get(r.start + r.text.length);
  for (let r = after(reference); r; r = after(r)) text += r.text;
  return text.trim();
}

const longestStretch = 40;

/** The reference token in quotes, and where it is a part of more, what it is a part of. */
function quoteReference(all: readonly Provenance[], own: Provenance, locale: Locale): string {
  const t = locale.messages.tokens.cause;
  const text = own.reference?.text ?? '';
  const stretch = stretchOf(all, own);
  if (stretch.length <= text.trim().length) return t.quote(showToken(text));
  const shown = stretch.length <= longestStretch ? stretch : `${stretch.slice(0, longestStretch)}…`;
  // Spaces within a longer text are no riddle; a line break would be.
  return t.part(showToken(text), shown.replaceAll(/\s+/g, ' '));
}

function matchedCause(
  all: readonly Provenance[],
  provenance: Provenance,
  earns: string,
  locale: Locale,
): string {
  const t = locale.messages.tokens.cause;
  const text = quoteReference(all, provenance, locale);
  const hunk = nameHunk(provenance, locale);
  if (provenance.source === 'group') {
    return provenance.side === 'secure'
      ? t.groupAdded(text, hunk, earns)
      : t.groupTookOut(text, hunk, earns);
  }
  return provenance.side === 'secure' ? t.added(text, hunk, earns) : t.tookOut(text, hunk, earns);
}

/**
 * What the outcome of the whole completion was, beside that of its group: where the outcome's part of the advantage comes
 * from. '' for a token outside the loss.
 */
export function outcomeCauseOf(rollout: Rollout, i: number, locale: Locale): string {
  const { format, messages } = locale;
  const t = messages.tokens.cause.outcome;
  if (rollout.completionMask[i] === 0) return '';
  const { outcome, reward, groupRewards } = rollout;
  const verdict =
    outcome.similarity !== undefined
      ? t.similar(format.short(outcome.similarity))
      : isFuncSec(outcome)
        ? t.funcSec
        : isFunctional(outcome)
          ? t.func
          : outcome.parses
            ? t.broken
            : t.unparsed;
  const isAlike = groupRewards.every((other) => other === reward);
  return isAlike && rollout.outcomeAdvantages[i] === 0
    ? t.alike(verdict, format.short(reward))
    : t.among(verdict, format.short(reward), format.short(mean(groupRewards)));
}

/** One plain sentence on what token i of the rollout earns by itself. */
export function causeOf(rollout: Rollout, i: number, locale: Locale): string {
  const t = locale.messages.tokens.cause;
  const provenance = rollout.provenance[i];
  if (provenance === undefined) return t.unknown;
  const earns = t.earns(locale.format.signed(rollout.tokenAdvantages[i] ?? 0));
  const { reference, rule } = provenance;
  const seen = showToken(reference?.text ?? '');
  switch (rule) {
    case 'matched':
      return matchedCause(rollout.provenance, provenance, earns, locale);
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
