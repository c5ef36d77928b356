/** Start: one press to the first coloured tokens, what this machine can do, and the other ways in. */
import { Button } from 'react-aria-components';
import { commandsFor } from '../controls/commands.ts';
import { useText } from '../i18n/language.ts';
import { Icon } from '../Icon.tsx';
import { usePage, usePageState } from '../page.ts';
import { Doors } from '../start/Doors.tsx';
import { Preflight } from '../start/Preflight.tsx';
import { showScreen } from '../state/addressBar.ts';
import '../styles/start.css';

/** Starts a run, whole or for one step, and shows it; while one is under way, only shows it. */
function StartButtons() {
  const t = useText().start;
  const { store, controller } = usePage();
  const trainer = usePageState((state) => state.run.trainer);
  const isBusy = usePageState((state) => state.isBusy);
  const isUnderWay = trainer === 'running' || trainer === 'paused';
  const { canStart } = commandsFor(trainer, isBusy);
  const isDisabled = !isUnderWay && !canStart;
  const begin = (start: () => Promise<void>) => {
    if (!isUnderWay) void start();
    showScreen(store, 'train');
  };
  return (
    <div className="start-buttons">
      <Button
        className="button primary large"
        isDisabled={isDisabled}
        onPress={() => begin(() => controller.start())}
      >
        <Icon name="play" /> {isUnderWay ? t.goToRun : t.startTraining}
      </Button>
      {!isUnderWay && (
        <Button
          className="button large"
          isDisabled={isDisabled}
          onPress={() => begin(() => controller.step())}
        >
          <Icon name="step" /> {t.oneStep}
        </Button>
      )}
    </div>
  );
}

export function StartScreen() {
  const t = useText().start;
  return (
    <div className="start">
      <section className="start-lead" aria-labelledby="start-lead">
        <h2 id="start-lead">{t.title}</h2>
        <p>{t.lead}</p>
        <StartButtons />
        <p className="muted">{t.startsAtOnce}</p>
      </section>
      <Preflight />
      <Doors />
    </div>
  );
}
