import { usePage, usePageState } from '../page.ts';
import { select, selectedRollout } from '../state/runState.ts';
import { GroupList } from './GroupList.tsx';
import { GroupStrip } from './GroupStrip.tsx';
import { LayerToggle } from './LayerToggle.tsx';
import { RolloutView } from './RolloutView.tsx';
import { StepPicker } from './StepPicker.tsx';

const layerWords = {
  token: 'Each token is coloured by the exact advantage that trained it.',
  outcome:
    'Under the outcome reward alone, every token of a completion gets the same advantage, guilty or not.',
} as const;

/** What the model wrote at a step, and what each token of it earned. */
export function RolloutsPanel() {
  const { store } = usePage();
  const rollout = usePageState((state) => selectedRollout(state.run));
  const rollouts = usePageState((state) => state.run.rollouts);
  const layer = usePageState((state) => state.layer);
  if (rollout === null) return null;
  const ofStep = rollouts.get(rollout.step) ?? [];
  const choose = (chosen: { group?: number; index?: number }) =>
    store.setState(({ run }) => ({
      run: select(run, { step: rollout.step, group: rollout.group, ...chosen }),
    }));
  return (
    <section className="rollouts" aria-label="Rollouts">
      <div className="rollouts-head">
        <h2>Rollouts</h2>
        <StepPicker />
        <LayerToggle />
        <p className="muted">{layerWords[layer]}</p>
      </div>
      <div className="rollouts-body">
        <div className="rollouts-nav">
          <GroupList
            rollouts={ofStep}
            selected={rollout}
            onSelect={(group) => choose({ group, index: 0 })}
          />
          <GroupStrip
            rollouts={ofStep.filter((r) => r.group === rollout.group)}
            selected={rollout}
            layer={layer}
            onSelect={(index) => choose({ index })}
          />
        </div>
        <RolloutView
          key={`${rollout.step}.${rollout.group}.${rollout.index}`}
          rollout={rollout}
          layer={layer}
          onHold={() => choose({ index: rollout.index })}
        />
      </div>
    </section>
  );
}
