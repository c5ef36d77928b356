import { useId } from 'react';
import type { MaskToken } from '../../worker/dataContract.ts';
import { useText } from '../i18n/language.ts';
import { maskPieces } from './maskPieces.ts';

interface MaskSideProps {
  readonly side: 'vulnerable' | 'secure';
  /** What stands in the field. */
  readonly text: string;
  /** The text that the tokens are of: for a moment the one before. */
  readonly maskedText: string;
  readonly tokens: readonly MaskToken[];
  readonly anchors: ReadonlySet<number>;
  readonly onEdit: (text: string) => void;
}

/** One side as an editable text; what the mask marks is drawn behind it. */
export function MaskSide(props: MaskSideProps) {
  const t = useText().data;
  const id = useId();
  const { side, text, maskedText, tokens, anchors } = props;
  const marked = tokens.filter((token) => token.overlap > 0).length;
  return (
    <div className="mask-side">
      <div className="mask-side-head">
        <label htmlFor={id}>{t[side]}</label>
        <span className="muted number" data-testid={`marked-${side}`}>
          {t.markedTokens(marked, tokens.length)}
        </span>
      </div>
      <div className="mask-code code">
        <pre aria-hidden="true" translate="no">
          {maskedText === text
            ? maskPieces(text, tokens, anchors).map((piece, i) =>
                piece.overlap > 0 || piece.isAnchor ? (
                  <mark
                    key={i}
                    data-side={side}
                    data-partly={(piece.overlap > 0 && piece.overlap < 1) || undefined}
                    data-anchor={piece.isAnchor || undefined}
                  >
                    {piece.text}
                  </mark>
                ) : (
                  piece.text
                ),
              )
            : text}
          {'\n '}
        </pre>
        <textarea
          id={id}
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          translate="no"
          onChange={(event) => props.onEdit(event.target.value)}
        />
      </div>
    </div>
  );
}
