import { useText } from '../i18n/language.ts';
import { layerNames, layers, type LayerName } from './layers.ts';
import type { Rollout } from '../../core/rollout.ts';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

/** Chooses what the tokens are coloured by. */
export function LayerPicker(props: {
  rollout: Rollout;
  layer: LayerName;
  onChange: (layer: LayerName) => void;
}) {
  const t = useText().tokens.layers;
  const isMissing = (name: LayerName) => layers[name].valuesOf(props.rollout) === null;
  return (
    <ToggleButtonGroup
      aria-label={t.label}
      className="segments layer-picker"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.layer]}
      onSelectionChange={(keys) => {
        const chosen = layerNames.find((name) => keys.has(name));
        if (chosen !== undefined) props.onChange(chosen);
      }}
    >
      {layerNames.map((name) => (
        <ToggleButton key={name} id={name} className="segment" isDisabled={isMissing(name)}>
          {t.names[name]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
