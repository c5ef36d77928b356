import {
  useId,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import type { Rollout } from '../../core/rollout.ts';
import { useText } from '../i18n/language.ts';
import type { Inspection } from '../rollouts/inspection.ts';
import { tokensLikeIt } from '../inspector/segments.ts';
import { layers, type LayerName } from './layers.ts';
import { nextHunk, nextRewarded, placeTokens, verticalNeighbour } from './navigation.ts';
import { Tokens } from './Tokens.tsx';

export interface TokenCodeProps {
  readonly rollout: Rollout;
  readonly layer: LayerName;
  readonly inspection: Inspection;
}

function tokenAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-index]') : null;
  const index = element?.getAttribute('data-index');
  return index == null ? null : Number(index);
}

type TokenMarks = Readonly<Record<'cursor' | 'pinned' | 'linked' | 'inspected', readonly number[]>>;

/** What is marked on the tokens: the cursor, the pin, and those with the cause of the inspected one. */
export function marksOf(
  { provenance }: Rollout,
  { cursor, pinned, token }: Inspection,
): TokenMarks {
  return {
    cursor: [cursor],
    pinned: pinned === null ? [] : [pinned],
    inspected: [token],
    linked: tokensLikeIt(provenance, token),
  };
}

/** Sets what moves on the token elements themselves: rendering all of them again would cost a frame. */
export function useTokenMarks(box: RefObject<HTMLElement | null>, marks: TokenMarks): void {
  const marked = useRef<{ element: Element; name: string }[]>([]);
  useLayoutEffect(() => {
    for (const { element, name } of marked.current) {
      element.removeAttribute(`data-${name}`);
      if (name === 'pinned') element.setAttribute('aria-selected', 'false');
    }
    marked.current = Object.entries(marks).flatMap(([name, tokens]) =>
      tokens.flatMap((token) => {
        const element = box.current?.children[token];
        if (element === undefined) return [];
        element.setAttribute(`data-${name}`, 'true');
        if (name === 'pinned') element.setAttribute('aria-selected', 'true');
        return [{ element, name }];
      }),
    );
  });
}

/** Which token a key leads to, or null for a key that moves nothing. */
function targetOf(
  event: KeyboardEvent,
  { tokens, tokenAdvantages, provenance }: Rollout,
  cursor: number,
): number | null {
  const last = tokens.length - 1;
  const direction = ['ArrowLeft', 'ArrowUp', '['].includes(event.key) ? -1 : 1;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return event.altKey
        ? nextRewarded(tokenAdvantages, cursor, direction)
        : Math.min(last, Math.max(0, cursor + direction));
    case 'ArrowUp':
    case 'ArrowDown':
      return verticalNeighbour(placeTokens(tokens), cursor, direction);
    case '[':
    case ']':
      return nextHunk(provenance, cursor, direction);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** The completion as code, each token coloured by the layer. One tab stop; keys move inside. */
export function TokenCode(props: TokenCodeProps) {
  const { rollout, layer, inspection } = props;
  const { cursor, pinned } = inspection;
  const label = useText().tokens.list;
  const idBase = useId();
  const box = useRef<HTMLDivElement>(null);
  useTokenMarks(box, marksOf(rollout, inspection));

  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event, rollout, cursor);
    if (target !== null) {
      inspection.move(target);
      box.current?.children[target]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') inspection.pin(pinned === cursor ? null : cursor);
    else if (event.key === 'Escape') inspection.pin(null);
    else return;
    event.preventDefault();
  };
  const onPointerOver = (event: PointerEvent) => inspection.hover(tokenAt(event.target));

  return (
    <div
      ref={box}
      className="code tokens"
      data-layer={layer}
      data-scale={layers[layer].kind}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${idBase}${cursor}`}
      onKeyDown={onKeyDown}
      onPointerOver={onPointerOver}
      onPointerLeave={() => inspection.hover(null)}
      onClick={(event) => {
        const token = tokenAt(event.target);
        if (token === null) return;
        inspection.move(token);
        inspection.pin(pinned === token ? null : token);
      }}
    >
      <Tokens rollout={rollout} layer={layer} idBase={idBase} />
    </div>
  );
}
