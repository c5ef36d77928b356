import { Button } from 'react-aria-components';
import { Icon } from '../Icon.tsx';
import { usePage, usePageState } from '../page.ts';
import { commandsFor } from './commands.ts';
import { ProgressLine } from './ProgressLine.tsx';

function PlayButton() {
  const { controller } = usePage();
  const trainer = usePageState((state) => state.run.trainer);
  const isBusy = usePageState((state) => state.isBusy);
  const { canStart, canPause, canResume } = commandsFor(trainer, isBusy);
  if (trainer === 'running') {
    return (
      <Button className="button" isDisabled={!canPause} onPress={() => void controller.pause()}>
        <Icon name="pause" /> Pause
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
        <Icon name="play" /> Resume
      </Button>
    );
  }
  return (
    <Button
      className="button primary"
      isDisabled={!canStart}
      onPress={() => void controller.start()}
    >
      <Icon name="play" /> Start
    </Button>
  );
}

/** Start, pause, one step, stop, and what the trainer is doing. */
export function Controls() {
  const { controller } = usePage();
  const trainer = usePageState((state) => state.run.trainer);
  const isBusy = usePageState((state) => state.isBusy);
  const { canStep, canStop } = commandsFor(trainer, isBusy);
  return (
    <section className="controls" aria-label="Training">
      <div className="buttons" role="group" aria-label="Commands">
        <PlayButton />
        <Button className="button" isDisabled={!canStep} onPress={() => void controller.step()}>
          <Icon name="step" /> One step
        </Button>
        <Button className="button" isDisabled={!canStop} onPress={() => void controller.stop()}>
          <Icon name="stop" /> Stop
        </Button>
      </div>
      <ProgressLine />
    </section>
  );
}
