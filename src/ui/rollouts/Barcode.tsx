import type { Rollout } from '../../core/rollout.ts';
import type { AdvantageLayer } from '../state/store.ts';
import { layerAdvantages } from '../tokens/scale.ts';
import { runsOf } from './barcode.ts';

/** One completion from left to right, one unit of width a token; below it where token rewards are. */
export function Barcode(props: { rollout: Rollout; layer: AdvantageLayer; width: number }) {
  const { rollout, layer, width } = props;
  const credits = rollout.tokenAdvantages.map((a, t) => a * (rollout.completionMask[t] ?? 0));
  return (
    <svg
      className="barcode"
      viewBox={`0 0 ${width} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="barcode-paper" width={rollout.tokens.length} height="10" />
      {runsOf(layerAdvantages(rollout, layer)).map(({ start, length, level }) => (
        <rect key={start} x={start} width={length} height="10" data-level={level} />
      ))}
      {layer === 'token' &&
        credits.map(
          (credit, t) =>
            credit !== 0 && (
              <rect
                key={`credit${t}`}
                x={t}
                y="7.5"
                width="1"
                height="2.5"
                data-credit={credit > 0 ? 'plus' : 'minus'}
              />
            ),
        )}
    </svg>
  );
}
