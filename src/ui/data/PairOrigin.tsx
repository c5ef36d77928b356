import type { PairProvenance } from '../../core/pair.ts';
import { useLocale } from '../i18n/language.ts';

/** Where a pair is from that Vul2Safe made. Names of files and models are text of strangers. */
export function PairOrigin({ of, cwe }: { of: PairProvenance; cwe: string }) {
  const { messages, format } = useLocale();
  const t = messages.data;
  return (
    <dl className="facts pair-origin" data-testid="pair-origin">
      <div>
        <dt>{t.weakness}</dt>
        <dd translate="no">{cwe || '–'}</dd>
      </div>
      <div>
        <dt>{t.confidence}</dt>
        <dd>
          {format.number(of.confidence, { maximumFractionDigits: 2 })},{' '}
          {t.acceptedBy[of.acceptedBy]}
        </dd>
      </div>
      <div>
        <dt>{t.repairedBy}</dt>
        <dd translate="no">{of.model}</dd>
      </div>
      <div>
        <dt>{t.codeFrom}</dt>
        <dd translate="no">{of.origin}</dd>
      </div>
    </dl>
  );
}
