import { Button } from 'react-aria-components';
import { totalSteps } from '../../core/stagePlan.ts';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import type { PageState } from '../state/store.ts';

/** The step that the run on the screen can go on from, or null: none was saved, or it is the last one. */
export const continuableStep = ({ run, config }: PageState): number | null =>
  run.checkpoint !== null && run.checkpoint.step < totalSteps(config) ? run.checkpoint.step : null;

/** What going on from the checkpoint repeats. */
export function ContinueNote({ step }: { step: number }) {
  const t = useText().feedback;
  const finished = usePageState(({ run }) => run.steps.at(-1)?.step ?? step);
  return t.saved(step, finished - step);
}

/** Starts a fresh worker and goes on. Focused where it is the one thing to do. */
export function ContinueButton(props: { step: number; isFocused: boolean }) {
  const t = useText().feedback;
  const { controller } = usePage();
  return (
    <Button
      className="button primary"
      autoFocus={props.isFocused}
      onPress={() => void controller.continueRun()}
    >
      {t.continueFrom(props.step)}
    </Button>
  );
}
