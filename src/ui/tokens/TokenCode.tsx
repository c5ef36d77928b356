import { memo, useId, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Rollout } from '../../core/rollout.ts';
import type { AdvantageLayer } from '../state/store.ts';
import { nextRewarded, placeTokens, verticalNeighbour } from './navigation.ts';
import { layerAdvantages, levelOf } from './scale.ts';
import { speakToken } from './tokenText.ts';

type Credit = 'plus' | 'minus';

interface TokenProps {
  readonly id: string;
  readonly index: number;
  readonly text: string;
  readonly advantage: number;
  readonly credit: Credit | undefined;
  readonly edge: 'start' | 'end' | 'both' | undefined;
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
      data-edge={props.edge}
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

/** Sign of each token's own reward [T]; none in the outcome layer or outside the loss. */
function creditsOf(rollout: Rollout, layer: AdvantageLayer): (Credit | undefined)[] {
  return rollout.tokenAdvantages.map((reward, t) => {
    const isShown = layer === 'token' && reward !== 0 && rollout.completionMask[t] !== 0;
    return isShown ? (reward > 0 ? 'plus' : 'minus') : undefined;
  });
}

/** Whether token t begins or ends a run of equal credit: neighbours share one box. */
function edgeOf(credits: readonly (Credit | undefined)[], t: number): TokenProps['edge'] {
  const begins = credits[t - 1] !== credits[t];
  const ends = credits[t + 1] !== credits[t];
  if (credits[t] === undefined || !(begins || ends)) return undefined;
  return begins && ends ? 'both' : begins ? 'start' : 'end';
}

/** The completion as code, each token coloured by its advantage. One tab stop; arrows move inside. */
export function TokenCode(props: TokenCodeProps) {
  const { rollout, layer, cursor, pinned } = props;
  const idBase = useId();
  const box = useRef<HTMLDivElement>(null);
  const places = useMemo(() => placeTokens(rollout.tokens), [rollout]);
  const advantages = useMemo(() => layerAdvantages(rollout, layer), [rollout, layer]);
  const credits = useMemo(() => creditsOf(rollout, layer), [rollout, layer]);
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
      data-layer={layer}
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
          credit={credits[t]}
          edge={edgeOf(credits, t)}
          isOutside={rollout.completionMask[t] === 0}
          isClipped={rollout.isClipped[t] === 1}
          isCursor={t === cursor}
          isPinned={t === pinned}
        />
      ))}
    </div>
  );
}
