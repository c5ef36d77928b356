/** Train: commands, settings, live charts and the rollouts as they come. */
import { ChartsPanel } from '../charts/ChartsPanel.tsx';
import { Controls } from '../controls/Controls.tsx';
import { SettingsPanel } from '../controls/SettingsPanel.tsx';
import { AlarmBanner } from '../feedback/AlarmBanner.tsx';
import { EmptyState } from '../feedback/EmptyState.tsx';
import { usePageState } from '../page.ts';
import { DataLine } from '../pairs/PairsPanel.tsx';
import { LiveRollout } from '../rollouts/LiveRollout.tsx';

export function TrainScreen() {
  const hasRun = usePageState((state) => state.run.steps.length + state.run.evaluations.length > 0);
  const hasRollouts = usePageState((state) => state.run.rollouts.size > 0);
  const hasLoadFailure = usePageState((state) => state.loadFailure !== null);
  return (
    <>
      <div className="instrument">
        <Controls />
        <SettingsPanel />
        <DataLine />
      </div>
      <AlarmBanner />
      {(hasRun || hasRollouts) && <ChartsPanel />}
      {hasRollouts ? <LiveRollout /> : !hasLoadFailure && <EmptyState />}
    </>
  );
}
