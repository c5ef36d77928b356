import { useText } from '../i18n/language.ts';
import type { Verdict } from '../state/generationState.ts';

/** What the tests say: of one completion in words, of several in numbers. */
export function VerdictWords({ verdict }: { verdict: Verdict }) {
  const t = useText().generate;
  const { total, working, secure, good } = verdict;
  return (
    <strong className="verdict" data-good={good === total}>
      <span aria-hidden="true">{good === total ? '✓' : '✗'}</span>{' '}
      {total > 1
        ? t.verdictOfAll(good, working, secure, total)
        : `${working === 1 ? t.works : t.worksNot}, ${secure === 1 ? t.safe : t.safeNot}`}
    </strong>
  );
}
