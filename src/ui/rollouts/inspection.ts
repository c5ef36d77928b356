/** Which token is looked at: under the cursor, under the pointer, or pinned; and what is spoken of it. */
import { useState } from 'react';
import type { Rollout } from '../../core/rollout.ts';
import { useLocale, type Locale } from '../i18n/language.ts';
import { causeOf } from '../inspector/cause.ts';
import { layers, type LayerName } from '../tokens/layers.ts';
import { firstTelling } from '../tokens/navigation.ts';
import { speakToken } from '../tokens/tokenText.ts';

export interface Inspection {
  /** The inspected token: the pinned one, else the one under the pointer, else the cursor's. */
  readonly token: number;
  readonly cursor: number;
  readonly pinned: number | null;
  /** What a screen reader hears of the last move. */
  readonly spoken: string;
  readonly hover: (token: number | null) => void;
  readonly move: (token: number) => void;
  readonly pin: (token: number | null) => void;
}

interface Look {
  readonly key: string;
  readonly cursor: number;
  readonly pinned: number | null;
  readonly hovered: number | null;
  readonly spoken: string;
}

const keyOf = ({ step, group, index }: Rollout) => `${step}.${group}.${index}`;

function speak(rollout: Rollout, layer: LayerName, i: number, locale: Locale): string {
  const { messages, format } = locale;
  const { spoken, layers: words } = messages.tokens;
  const value = layers[layer].valuesOf(rollout)?.[i];
  return spoken.token(
    speakToken(rollout.tokens[i] ?? '', spoken),
    words.names[layer],
    value === undefined ? spoken.none : layers[layer].format(value, format),
    causeOf(rollout, i, locale),
  );
}

/** @param onHold the reader pinned this token, so the rollout must stay on screen */
export function useInspection(
  rollout: Rollout,
  layer: LayerName,
  onHold: (token: number) => void,
): Inspection {
  const locale = useLocale();
  const start = (): Look => ({
    key: keyOf(rollout),
    cursor: firstTelling(rollout.tokens, rollout.tokenAdvantages),
    pinned: null,
    hovered: null,
    spoken: '',
  });
  const [kept, set] = useState(start);
  // Another rollout on screen: begin anew in the same render, with the focus where it is.
  const state = kept.key === keyOf(rollout) ? kept : start();
  if (state !== kept) set(state);
  const move = (cursor: number, pinned: number | null) =>
    set({ ...state, cursor, pinned, spoken: speak(rollout, layer, cursor, locale) });
  return {
    token: state.pinned ?? state.hovered ?? state.cursor,
    cursor: state.cursor,
    pinned: state.pinned,
    spoken: state.spoken,
    hover: (hovered) => {
      if (hovered !== state.hovered) set({ ...state, hovered });
    },
    move: (token) => move(token, state.pinned === null ? null : token),
    pin: (token) => {
      if (token === null) set({ ...state, pinned: null });
      else {
        onHold(token);
        move(token, token);
      }
    },
  };
}
