import { useId, type KeyboardEvent, type RefObject } from 'react';
import type { Written } from '../../worker/generationContract.ts';
import { useLocale } from '../i18n/language.ts';
import { doubtLevel } from '../state/generationState.ts';
import { placeTokens, verticalNeighbour } from '../tokens/navigation.ts';
import { useTokenMarks } from '../tokens/TokenCode.tsx';
import { speakToken } from '../tokens/tokenText.ts';
import { formatShare } from './share.ts';

interface CompletionTokensProps {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly written: Written;
  readonly label: string;
  /** Where the keyboard is, and the token that is inspected. */
  readonly cursor: number;
  readonly at: number;
  readonly onFocus: () => void;
  readonly onMove: (token: number) => void;
  readonly onHover: (token: number | null) => void;
}

function tokenAt(target: EventTarget): number | null {
  const index = target instanceof Element ? target.closest('[data-index]') : null;
  const text = index?.getAttribute('data-index');
  return text == null ? null : Number(text);
}

/** Which token a key leads to, or null for a key that moves nothing. */
function targetOf(key: string, tokens: readonly string[], cursor: number): number | null {
  const last = tokens.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, cursor - 1);
    case 'ArrowRight':
      return Math.min(last, cursor + 1);
    case 'ArrowUp':
    case 'ArrowDown':
      return verticalNeighbour(placeTokens(tokens), cursor, key === 'ArrowUp' ? -1 : 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** A completion token by token, text nodes only; a place at its end stands for what would come next. One tab stop. */
export function CompletionTokens(props: CompletionTokensProps) {
  const { box, written, label, cursor, at, onFocus, onMove, onHover } = props;
  const { messages, format } = useLocale();
  const idBase = useId();
  const { places } = written;
  const hasNext = places !== null && places.length > written.tokens.length;
  const tokens = hasNext ? [...written.tokens, '…'] : written.tokens;
  useTokenMarks(box, {
    cursor: [cursor],
    inspected: places === null ? [] : [at],
    pinned: [],
    linked: [],
  });
  const nameOf = (text: string, i: number): string => {
    if (i === written.tokens.length) return messages.generate.next;
    const word = speakToken(text, messages.tokens.spoken);
    const share = places?.[i]?.probability ?? null;
    return share === null ? word : messages.generate.spoken(word, formatShare(share, format));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, tokens, cursor);
    if (target === null) return;
    event.preventDefault();
    onHover(null);
    onMove(target);
    box.current?.children[target]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div
      ref={box}
      className="code tokens"
      data-scale="sequential"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={tokens.length === 0 ? undefined : `${idBase}${cursor}`}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onPointerOver={({ target }) => onHover(tokenAt(target))}
      onPointerLeave={() => onHover(null)}
      onClick={({ target }) => {
        const token = tokenAt(target);
        if (token !== null) onMove(token);
      }}
    >
      {tokens.map((text, i) => (
        <span
          key={i}
          id={`${idBase}${i}`}
          className="token"
          role="option"
          aria-selected={i === cursor}
          aria-label={nameOf(text, i)}
          data-index={i}
          data-level={doubtLevel(places?.[i]?.probability ?? 1)}
          data-break={text.includes('\n') || undefined}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
