import { memo, useMemo } from 'react';
import type { Rollout } from '../../core/rollout.ts';
import { useText } from '../i18n/language.ts';
import { layerLevels, layers, type LayerName } from './layers.ts';
import { speakToken } from './tokenText.ts';

type Credit = 'plus' | 'minus';

/** Sign of each token's own reward [T]; only beside the advantages that it is a part of, and inside the loss. */
function creditsOf(rollout: Rollout, layer: LayerName): (Credit | undefined)[] {
  return rollout.tokenAdvantages.map((reward, t) => {
    const isShown = layer === 'advantage' && reward !== 0 && rollout.completionMask[t] !== 0;
    return isShown ? (reward > 0 ? 'plus' : 'minus') : undefined;
  });
}

/** Whether token t begins or ends a run of equal credit: neighbours share one box. */
function edgeOf(credits: readonly (Credit | undefined)[], t: number) {
  const begins = credits[t - 1] !== credits[t];
  const ends = credits[t + 1] !== credits[t];
  if (credits[t] === undefined || !(begins || ends)) return undefined;
  return begins && ends ? 'both' : begins ? 'start' : 'end';
}

/**
 * The tokens of one rollout in one layer. Their text is only ever a text node. Rendered once a rollout and layer:
 * what moves (cursor, pin, links) is set on the elements by TokenCode, so that a move costs two elements.
 */
export const Tokens = memo(function Tokens(props: {
  rollout: Rollout;
  layer: LayerName;
  /** Each token's id is this and its index; null for a picture that nobody moves in. */
  idBase: string | null;
}) {
  const { rollout, layer, idBase } = props;
  const words = useText().tokens.spoken;
  const values = useMemo(() => layers[layer].valuesOf(rollout), [rollout, layer]);
  const levels = useMemo(() => layerLevels(layers[layer], rollout), [rollout, layer]);
  const credits = useMemo(() => creditsOf(rollout, layer), [rollout, layer]);
  return rollout.tokens.map((text, t) => (
    <span
      key={t}
      id={idBase === null ? undefined : `${idBase}${t}`}
      className="token"
      role={idBase === null ? undefined : 'option'}
      aria-selected={idBase === null ? undefined : false}
      aria-label={idBase === null || text.trim() !== '' ? undefined : speakToken(text, words)}
      data-index={t}
      data-value={values?.[t]}
      data-level={levels[t]}
      data-credit={credits[t]}
      data-edge={edgeOf(credits, t)}
      data-outside={rollout.completionMask[t] === 0 || undefined}
      data-clipped={rollout.isClipped[t] === 1 || undefined}
      data-break={text.includes('\n') || undefined}
    >
      {text}
    </span>
  ));
});
