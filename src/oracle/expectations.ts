/** Compares what a call showed with what a case expects, on the host, and says the difference plainly. */
import type { Expectation, Json } from '../core/testCase.ts';
import type { Finished } from './observation.ts';
import { isSame } from './sameJson.ts';

function quote(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

const isRefusal = (value: Json) => !value || (Array.isArray(value) && value.length === 0);

/** Length of a returned text or list, also of one too long to read; null for anything else. */
function lengthOf(value: Json): number | null {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null && typeof value['$long'] === 'number') {
    return value['$long'];
  }
  return null;
}

/** Whether a text, or a text anywhere in a list, contains this one. */
const holds = (detail: Json, text: string): boolean =>
  Array.isArray(detail)
    ? detail.some((part) => holds(part, text))
    : typeof detail === 'string' && detail.includes(text);

const outcomeOf = (seen: Finished) =>
  seen.threw === null ? `returned ${quote(seen.returned)}` : `threw ${seen.threw}`;

/** Why the call does not meet the expectation, in one sentence, or null when it does. */
export function explainMismatch(expected: Expectation, seen: Finished): string | null {
  const details = (kind: string) =>
    seen.effects.filter((effect) => effect.kind === kind).map((effect) => effect.detail);
  switch (expected.check) {
    case 'returns':
      return seen.threw === null && isSame(seen.returned, expected.value)
        ? null
        : `It should return ${quote(expected.value)} but ${outcomeOf(seen)}.`;
    case 'refuses':
      return seen.threw !== null || isRefusal(seen.returned)
        ? null
        : `It should refuse but ${outcomeOf(seen)}.`;
    case 'matches':
      return seen.threw === null &&
        typeof seen.returned === 'string' &&
        new RegExp(expected.pattern).test(seen.returned)
        ? null
        : `It should return text like ${expected.pattern} but ${outcomeOf(seen)}.`;
    case 'at-most': {
      const length = seen.threw === null ? lengthOf(seen.returned) : null;
      return length === null || length <= expected.length
        ? null
        : `It should return at most ${expected.length} but returned ${length}.`;
    }
    case 'effects': {
      const found = details(expected.kind);
      return isSame(found, expected.equal)
        ? null
        : `Its ${expected.kind} effects should be ${quote(expected.equal)} but were ${quote(found)}.`;
    }
    case 'no-effect': {
      const found = details(expected.kind);
      return found.length === 0 ? null : `It caused ${expected.kind}: ${quote(found)}.`;
    }
    case 'some-effect':
      return expected.kinds.some((kind) => details(kind).length > 0)
        ? null
        : `It should cause ${expected.kinds.join(' or ')} but did not.`;
    case 'effects-start': {
      const outside = details(expected.kind).filter(
        (detail) => typeof detail !== 'string' || !detail.startsWith(expected.prefix),
      );
      return outside.length === 0
        ? null
        : `Its ${expected.kind} went outside ${expected.prefix}: ${quote(outside)}.`;
    }
    case 'effects-lack': {
      const holding = details(expected.kind).filter((detail) => holds(detail, expected.text));
      return holding.length === 0
        ? null
        : `Its ${expected.kind} holds ${quote(expected.text)}: ${quote(holding)}.`;
    }
    case 'returns-effect': {
      const found = details(expected.kind);
      return seen.threw === null && isSame(found, [seen.returned])
        ? null
        : `It should return its one ${expected.kind}, ${quote(found)}, but ${outcomeOf(seen)}.`;
    }
    case 'clean-prototypes':
      return seen.polluted.length === 0 ? null : `It changed ${seen.polluted.join(', ')}.`;
  }
}
