import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Place } from '../../worker/generationContract.ts';
import { useLocale } from '../i18n/language.ts';
import { showToken, speakToken } from '../tokens/tokenText.ts';
import { formatShare } from './share.ts';

interface AlternativesProps {
  readonly label: string;
  readonly place: Place;
  /** Which token of the completion, from 0. */
  readonly at: number;
  /** The one that stands there; null after the end. */
  readonly id: number | null;
  readonly isDisabled: boolean;
  readonly onChoose: (id: number) => void;
}

/** The likeliest tokens at a place with their probabilities; the one that is chosen is written on from. */
export function Alternatives({ label, place, at, id, isDisabled, onChoose }: AlternativesProps) {
  const { messages, format } = useLocale();
  const t = messages.generate;
  return (
    <div className="alternatives">
      <p>
        <strong>{id === null ? t.afterEnd : t.place(at + 1)}</strong>
        {place.probability !== null && (
          <span className="muted number"> {t.share(formatShare(place.probability, format))}</span>
        )}
      </p>
      <ListBox
        aria-label={label}
        className="alternative-list"
        items={place.top.map((one) => ({ ...one, key: one.id }))}
        dependencies={[id, format, isDisabled]}
        disabledKeys={isDisabled ? place.top.map((one) => one.id) : id === null ? [] : [id]}
        onAction={(key) => onChoose(Number(key))}
      >
        {({ id: other, token, probability }) => (
          <ListBoxItem
            id={other}
            className="alternative"
            textValue={t.spoken(
              speakToken(token, messages.tokens.spoken),
              formatShare(probability, format),
            )}
          >
            <span className="alternative-share" aria-hidden="true">
              <span style={{ width: `${100 * probability}%` }} />
            </span>
            <code translate="no">{showToken(token)}</code>
            <span className="muted">{other === id && t.stands}</span>
            <span className="number">{formatShare(probability, format)}</span>
          </ListBoxItem>
        )}
      </ListBox>
      <p className="muted">{t.alternativesMeaning}</p>
    </div>
  );
}
