import { useCallback, useDeferredValue, useMemo, type ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Rollout } from '../../core/rollout.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import { useText } from '../i18n/language.ts';
import { OutcomeCases } from '../inspector/OutcomeCases.tsx';
import { LayerPicker } from '../tokens/LayerPicker.tsx';
import type { LayerName } from '../tokens/layers.ts';
import { GroupList } from './GroupList.tsx';
import { GroupStrip } from './GroupStrip.tsx';
import { RolloutView } from './RolloutView.tsx';

export interface TokenRewardsProps {
  /** All rollouts of a step that there are, of this run or of a stored one. */
  readonly rollouts: readonly Rollout[];
  /** One of them. */
  readonly selected: Rollout;
  /** What their run was trained with. */
  readonly config: RunConfig;
  readonly layer: LayerName;
  readonly isContrast: boolean;
  /** How another step is chosen. */
  readonly stepPicker: ReactNode;
  readonly onLayer: (layer: LayerName) => void;
  readonly onContrast: (isContrast: boolean) => void;
  /** A rollout was chosen, or held because this token of it was pinned. */
  readonly onSelect: (chosen: { group: number; index: number; token?: number }) => void;
  readonly onStep: (direction: 1 | -1) => void;
}

/** What a policy wrote at a step and what each token of it earned: the whole instrument, from plain rollouts. */
export function TokenRewards(props: TokenRewardsProps) {
  const { rollouts, selected, layer, isContrast, onSelect } = props;
  const { group, index } = selected;
  const t = useText().tokens;
  // The tokens come first: with many completions the lists below take longer than a frame.
  const listed = useDeferredValue(rollouts);
  const listedGroup = useDeferredValue(group);
  const ofGroup = useMemo(
    () => listed.filter((r) => r.group === listedGroup),
    [listed, listedGroup],
  );
  const chooseGroup = useCallback((to: number) => onSelect({ group: to, index: 0 }), [onSelect]);
  const chooseIndex = useCallback(
    (to: number) => onSelect({ group, index: to }),
    [onSelect, group],
  );
  return (
    <div className="token-rewards">
      <div className="token-tools">
        {props.stepPicker}
        <LayerPicker rollout={selected} layer={layer} onChange={props.onLayer} />
        <ToggleButton className="button" isSelected={isContrast} onChange={props.onContrast}>
          {t.contrast.label}
        </ToggleButton>
      </div>
      <RolloutView
        rollouts={rollouts}
        rollout={selected}
        config={props.config}
        layer={layer}
        isContrast={isContrast}
        onHold={(token) => onSelect({ group, index, token })}
        onStep={props.onStep}
      >
        <div className="token-group">
          <GroupList
            rollouts={listed}
            step={listed[0]?.step ?? selected.step}
            group={group}
            onSelect={chooseGroup}
          />
          <GroupStrip rollouts={ofGroup} index={index} layer={layer} onSelect={chooseIndex} />
        </div>
        <OutcomeCases outcome={selected.outcome} code={selected.prompt + selected.completion} />
      </RolloutView>
    </div>
  );
}
