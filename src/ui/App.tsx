import { useEffect } from 'react';
import { ChartsPanel } from './charts/ChartsPanel.tsx';
import { Controls } from './controls/Controls.tsx';
import { SettingsPanel } from './controls/SettingsPanel.tsx';
import { BackendPanel } from './feedback/BackendPanel.tsx';
import { ContinuePanel } from './feedback/ContinuePanel.tsx';
import { EmptyState } from './feedback/EmptyState.tsx';
import { FailureBanner } from './feedback/FailureBanner.tsx';
import { Header } from './header/Header.tsx';
import { PairsPanel } from './pairs/PairsPanel.tsx';
import { PageContext, usePageState, type Page } from './page.ts';
import { RolloutsPanel } from './rollouts/RolloutsPanel.tsx';

/** Asks before a running page is left: the run lives in this tab alone. */
function useLeaveWarning(): void {
  const isRunning = usePageState((state) => ['running', 'paused'].includes(state.run.trainer));
  useEffect(() => {
    if (!isRunning) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isRunning]);
}

function TrainScreen() {
  useLeaveWarning();
  const hasRun = usePageState((state) => state.run.steps.length + state.run.evaluations.length > 0);
  const hasRollouts = usePageState((state) => state.run.rollouts.size > 0);
  const hasLoadFailure = usePageState((state) => state.loadFailure !== null);
  return (
    <>
      <Header />
      <main>
        <BackendPanel />
        <FailureBanner />
        <ContinuePanel />
        <div className="instrument">
          <Controls />
          <SettingsPanel />
          <PairsPanel />
        </div>
        {(hasRun || hasRollouts) && <ChartsPanel />}
        {hasRollouts ? <RolloutsPanel /> : !hasLoadFailure && <EmptyState />}
      </main>
      <footer className="footer">
        <p>
          Everything runs in this tab: the model, the sandbox and the training. Nothing is uploaded.
        </p>
      </footer>
    </>
  );
}

/** The page. */
export function App({ page }: { page: Page }) {
  return (
    <PageContext value={page}>
      <TrainScreen />
    </PageContext>
  );
}
