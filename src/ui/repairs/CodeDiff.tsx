import { useMemo } from 'react';
import { useText } from '../i18n/language.ts';
import { diffPieces, type Piece } from '../inspector/pairHunks.ts';

/** Longer texts are compared line by line: an edit script of many lexemes takes longer than a frame. */
const mostCharacters = 6000;

function Side(props: { name: string; side: 'vulnerable' | 'secure'; pieces: readonly Piece[] }) {
  const { name, side, pieces } = props;
  return (
    <div className="v2s-side">
      <h4>{name}</h4>
      <pre className="code scroll" tabIndex={0} aria-label={name} role="group" translate="no">
        {pieces.map((piece, i) =>
          piece.hunk === null || piece.text === '' ? (
            piece.text
          ) : (
            <mark key={i} data-side={side}>
              {piece.text}
            </mark>
          ),
        )}
      </pre>
    </div>
  );
}

/** Two versions of a code, what differs marked. Both are text of strangers: text nodes alone. */
export function CodeDiff(props: {
  before: string;
  after: string;
  names: readonly [string, string];
}) {
  const t = useText().vul2safe;
  const { before, after, names } = props;
  const level = Math.max(before.length, after.length) > mostCharacters ? 'line' : 'lexeme';
  const pieces = useMemo(
    () => diffPieces({ vulnerable: before, secure: after }, level),
    [before, after, level],
  );
  if (before === after) return <p className="muted">{t.noChange}</p>;
  return (
    <div className="v2s-sides">
      <Side name={names[0]} side="vulnerable" pieces={pieces.vulnerable} />
      <Side name={names[1]} side="secure" pieces={pieces.secure} />
    </div>
  );
}
