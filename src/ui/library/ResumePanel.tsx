import { Button } from 'react-aria-components';
import { resumableCheckpoint } from '../../core/runRecord.ts';
import { useText } from '../i18n/language.ts';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePage, usePageState } from '../page.ts';
import { showScreen } from '../state/addressBar.ts';
import { interruptedRun } from '../state/libraryState.ts';

/** After a reload: the run that was cut off can go on. */
export function ResumePanel() {
  const t = useText().library;
  const { store, library } = usePage();
  const run = usePageState((state) => interruptedRun(state.library, state.run));
  const isBusy = usePageState((state) => state.library.isBusy || state.isBusy);
  const hasEngine = usePageState((state) => state.run.engine !== null);
  const checkpoint = run && resumableCheckpoint(run);
  if (run === null || checkpoint === null) return null;
  const resume = async () => {
    if (await library.resume(run.id)) showScreen(store, 'train');
  };
  return (
    <section className="banner calm" aria-label={t.interruptedRun} data-testid="resume">
      <div>
        <p>
          <strong>{t.interrupted(run.name, run.step)}</strong> {t.interruptedFrom(checkpoint.step)}{' '}
          <ScreenLink screen="library">{t.toLibrary}</ScreenLink>
        </p>
      </div>
      <div className="banner-buttons">
        <Button className="button" onPress={library.settleOffer}>
          {t.notNow}
        </Button>
        <Button
          className="button primary"
          isDisabled={isBusy || !hasEngine}
          onPress={() => void resume()}
        >
          {t.resume(checkpoint.step)}
        </Button>
      </div>
    </section>
  );
}
