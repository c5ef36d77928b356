import { useLocale } from '../i18n/language.ts';
import { layers, legendSteps, type LayerName } from './layers.ts';

/** The key to the colours and lines of a layer, with the limits of its scale. */
export function Legend({ layer }: { layer: LayerName }) {
  const { messages, format } = useLocale();
  const t = messages.tokens.legend;
  const { kind } = layers[layer];
  const isReward = ['advantage', 'outcome', 'tokenReward'].includes(layer);
  const name = messages.tokens.layers.names[layer];
  return (
    <div className="legend" aria-label={t.label} role="group" data-scale={kind}>
      <span className="legend-scale">
        <span className="legend-word">{isReward ? t.down : t.less}</span>
        <span className="legend-steps">
          {legendSteps(layers[layer]).map(({ level, sign, value }) => (
            <span key={level} className="token legend-step" data-level={level}>
              {sign} {format.short(value)}
            </span>
          ))}
        </span>
        <span className="legend-word">{isReward ? t.up : t.more}</span>
      </span>
      {layer === 'advantage' && (
        <span>
          <span className="token" data-level="1" data-credit="plus" data-edge="both">
            {t.credit.word}
          </span>{' '}
          {t.credit.meaning}
        </span>
      )}
      <span>
        <span className="token" data-outside="true">
          {t.outside.word}
        </span>{' '}
        {t.outside.meaning}
      </span>
      <span>
        <span className="token" data-clipped="true">
          {t.clipped.word}
        </span>{' '}
        {t.clipped.meaning}
      </span>
      <span>{t.locked(name)}</span>
    </div>
  );
}
