import { memo } from 'react';
import type { Rollout } from '../../core/rollout.ts';
import { layers, type LayerName } from '../tokens/layers.ts';
import { barcodePaths } from './barcode.ts';

/** One completion from left to right, one unit of width a token; below it where token rewards are. */
export const Barcode = memo(function Barcode(props: {
  rollout: Rollout;
  layer: LayerName;
  width: number;
}) {
  const { rollout, layer, width } = props;
  return (
    <svg
      className="barcode"
      data-scale={layers[layer].kind}
      viewBox={`0 0 ${width} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="barcode-paper" width={rollout.tokens.length} height="10" />
      {barcodePaths(rollout, layer).map(({ level, credit, path }) => (
        <path key={credit ?? level} data-level={level} data-credit={credit} d={path} />
      ))}
    </svg>
  );
});
