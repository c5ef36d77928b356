import { useEffect } from 'react';
import { AddressNotes } from './feedback/AddressNotes.tsx';
import { BackendPanel } from './feedback/BackendPanel.tsx';
import { ContinuePanel } from './feedback/ContinuePanel.tsx';
import { FailureBanner } from './feedback/FailureBanner.tsx';
import { Header } from './header/Header.tsx';
import { useLocale } from './i18n/language.ts';
import { Lesson } from './lesson/Lesson.tsx';
import { ResumePanel } from './library/ResumePanel.tsx';
import { StorageTrouble } from './library/StorageTrouble.tsx';
import { NewerBuild } from './offline/NewerBuild.tsx';
import { PageContext, usePageState, type Page } from './page.ts';
import { useVul2Safe } from './repairs/useVul2Safe.ts';
import { ScreenFrame } from './screens/ScreenFrame.tsx';

/** Asks before a running page is left: the run lives in this tab alone, and calls under way may be charged. */
function useLeaveWarning(): void {
  const isTraining = usePageState((state) => ['running', 'paused'].includes(state.run.trainer));
  const isAsking = useVul2Safe((state) => state.isRunning && state.set === 'own');
  const isRunning = isTraining || isAsking;
  useEffect(() => {
    if (!isRunning) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isRunning]);
}

/** What stays while screens change: header, news that concern every screen, footer. */
function Shell() {
  useLeaveWarning();
  const { messages, format } = useLocale();
  const asked = useVul2Safe((state) => state.asked);
  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {messages.shell.skip}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <NewerBuild />
        <BackendPanel />
        <FailureBanner />
        <ContinuePanel />
        <ResumePanel />
        <StorageTrouble />
        <AddressNotes />
        <div className="workbench">
          <Lesson />
          <div className="screen">
            {/* A change of language renders everything anew, also what remembers its own result. */}
            <ScreenFrame key={format.tag} />
          </div>
        </div>
      </main>
      <footer className="footer">
        <p>{asked.length === 0 ? messages.shell.footer : messages.shell.footerAsked(asked)}</p>
      </footer>
    </>
  );
}

/** The page. */
export function App({ page }: { page: Page }) {
  return (
    <PageContext value={page}>
      <Shell />
    </PageContext>
  );
}
