import { memo, useId, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Rollout } from '../../core/rollout.ts';
import type { AdvantageLayer } from '../state/store.ts';
import { nextRewarded, placeTokens, verticalNeighbour } from './navigation.ts';
import { layerAdvantages, levelOf } from './scale.ts';
import { speakToken } from './tokenText.ts';

interface TokenProps {
  readonly id: string;
  readonly index: number;
  readonly text: string;
  readonly advantage: number;
  readonly credit: 'plus' | 'minus' | undefined;
  readonly isOutside: boolean;
  readonly isClipped: boolean;
  readonly isCursor: boolean;
  readonly isPinned: boolean;
}

/** One token. Its text is only ever a text node. */
const Token = memo(function Token(props: TokenProps) {
  return (
    <span
      id={props.id}
      className="token"
      role="option"
      aria-selected={props.isPinned}
      aria-label={speakToken(props.text)}
      data-index={props.index}
      data-advantage={props.advantage}
      data-level={levelOf(props.advantage)}
      data-credit={props.credit}
      data-outside={props.isOutside || undefined}
      data-clipped={props.isClipped || undefined}
      data-break={props.text.includes('\n') || undefined}
      data-cursor={props.isCursor || undefined}
      data-pinned={props.isPinned || undefined}
    >
      {props.text}
    </span>
  );
});

export interface TokenCodeProps {
  readonly rollout: Rollout;
  readonly layer: AdvantageLayer;
  readonly cursor: number;
  readonly pinned: number | null;
  readonly onHover: (token: number | null) => void;
  readonly onMove: (token: number) => void;
  readonly onPin: (token: number | null) => void;
}

function tokenAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-index]') : null;
  const index = element?.getAttribute('data-index');
  return index == null ? null : Number(index);
}

function creditOf(rollout: Rollout, t: number, layer: AdvantageLayer): TokenProps['credit'] {
  const reward = (rollout.tokenAdvantages[t] ?? 0) * (rollout.completionMask[t] ?? 0);
  if (layer === 'outcome' || reward === 0) return undefined;
  return reward > 0 ? 'plus' : 'minus';
}

/** The completion as code, each token coloured by its advantage. One tab stop; arrows move inside. */
export function TokenCode(props: TokenCodeProps) {
  const { rollout, layer, cursor, pinned } = props;
  const idBase = useId();
  const box = useRef<HTMLDivElement>(null);
  const places = useMemo(() => placeTokens(rollout.tokens), [rollout]);
  const advantages = useMemo(() => layerAdvantages(rollout, layer), [rollout, layer]);
  const last = rollout.tokens.length - 1;

  const targetOf = (event: KeyboardEvent): number | null => {
    const direction = event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 1;
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        return event.altKey
          ? nextRewarded(rollout.tokenAdvantages, cursor, direction)
          : Math.min(last, Math.max(0, cursor + direction));
      case 'ArrowUp':
      case 'ArrowDown':
        return verticalNeighbour(places, cursor, direction);
      case 'Home':
        return 0;
      case 'End':
        return last;
      default:
        return null;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event);
    if (target !== null) {
      props.onMove(target);
      box.current?.querySelector(`[data-index="${target}"]`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') props.onPin(pinned === cursor ? null : cursor);
    else if (event.key === 'Escape') props.onPin(null);
    else return;
    event.preventDefault();
  };
  const onPointerOver = (event: PointerEvent) => props.onHover(tokenAt(event.target));

  return (
    <div
      ref={box}
      className="code tokens"
      role="listbox"
      tabIndex={0}
      aria-label="Tokens of the completion. Arrow keys move, Alt and arrow to the next rewarded token, Enter pins, T shows the table."
      aria-activedescendant={`${idBase}${cursor}`}
      onKeyDown={onKeyDown}
      onPointerOver={onPointerOver}
      onPointerLeave={() => props.onHover(null)}
      onClick={(event) => {
        const token = tokenAt(event.target);
        if (token === null) return;
        props.onMove(token);
        props.onPin(pinned === token ? null : token);
      }}
    >
      {rollout.tokens.map((text, t) => (
        <Token
          key={t}
          id={`${idBase}${t}`}
          index={t}
          text={text}
          advantage={advantages[t] ?? 0}
          credit={creditOf(rollout, t, layer)}
          isOutside={rollout.completionMask[t] === 0}
          isClipped={rollout.isClipped[t] === 1}
          isCursor={t === cursor}
          isPinned={t === pinned}
        />
      ))}
    </div>
  );
}
