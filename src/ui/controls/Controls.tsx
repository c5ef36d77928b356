import { Button } from 'react-aria-components';
import { Icon } from '../Icon.tsx';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { commandsFor } from './commands.ts';
import { ProgressLine } from './ProgressLine.tsx';

function PlayButton() {
  const t = useText().controls;
  const { controller } = usePage();
  const trainer = usePageState((state) => state.run.trainer);
  const isBusy = usePageState((state) => state.isBusy);
  const { canStart, canPause, canResume } = commandsFor(trainer, isBusy);
  if (trainer === 'running') {
    return (
      <Button className="button" isDisabled={!canPause} onPress={() => void controller.pause()}>
        <Icon name="pause" /> {t.pause}
      </Button>
    );
  }
  if (trainer === 'paused') {
    return (
      <Button
        className="button primary"
        isDisabled={!canResume}
        onPress={() => void controller.resume()}
      >
        <Icon name="play" /> {t.resume}
      </Button>
    );
  }
  return (
    <Button
      className="button primary"
      isDisabled={!canStart}
      onPress={() => void controller.start()}
    >
      <Icon name="play" /> {t.start}
    </Button>
  );
}

/** Start, pause, one step, stop, and what the trainer is doing. */
export function Controls() {
  const t = useText().controls;
  const { controller } = usePage();
  const trainer = usePageState((state) => state.run.trainer);
  const isBusy = usePageState((state) => state.isBusy);
  const { canStep, canStop } = commandsFor(trainer, isBusy);
  return (
    <section className="controls" aria-label={t.training}>
      <div className="buttons" role="group" aria-label={t.commands}>
        <PlayButton />
        <Button className="button" isDisabled={!canStep} onPress={() => void controller.step()}>
          <Icon name="step" /> {t.oneStep}
        </Button>
        <Button className="button" isDisabled={!canStop} onPress={() => void controller.stop()}>
          <Icon name="stop" /> {t.stop}
        </Button>
      </div>
      <ProgressLine />
    </section>
  );
}
