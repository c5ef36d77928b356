import { Button } from 'react-aria-components';
import { usePage, usePageState } from '../page.ts';
import type { PageState } from '../state/store.ts';

/** The step that the run on the screen can go on from, or null: none was saved, or it is the last one. */
export const continuableStep = ({ run, config }: PageState): number | null =>
  run.checkpoint !== null && run.checkpoint.step < config.maxSteps ? run.checkpoint.step : null;

/** What going on from the checkpoint repeats. */
export function ContinueNote({ step }: { step: number }) {
  const finished = usePageState(({ run }) => run.steps.at(-1)?.step ?? step);
  const repeated = finished - step;
  const lost =
    repeated === 0
      ? 'no finished step is repeated'
      : `${repeated} finished ${repeated === 1 ? 'step is' : 'steps are'} repeated`;
  return `The run was saved after step ${step}: ${lost}.`;
}

/** Starts a fresh worker and goes on. Focused where it is the one thing to do. */
export function ContinueButton(props: { step: number; isFocused: boolean }) {
  const { controller } = usePage();
  return (
    <Button
      className="button primary"
      autoFocus={props.isFocused}
      onPress={() => void controller.continueRun()}
    >
      Continue from step {props.step}
    </Button>
  );
}
