import { Button } from 'react-aria-components';
import type { Failure } from '../../core/failure.ts';
import { Icon } from '../Icon.tsx';
import { usePage, usePageState } from '../page.ts';
import { ContinueButton, ContinueNote, continuableStep } from './ContinueButton.tsx';

const titles: Record<Failure['code'], string> = {
  'webgpu-missing': 'This browser has no WebGPU',
  'backend-failed': 'The engine could not start',
  'gpu-validation': 'The GPU refused an operation',
  'gpu-memory': 'This does not fit into GPU memory',
  'device-lost': 'The GPU device was lost',
  'not-finite': 'The numbers stopped being numbers',
  'worker-dead': 'The training worker ended',
  'oracle-failed': 'The sandbox failed',
  'asset-invalid': 'A shipped file could not be read',
  'config-invalid': 'These settings do not go together',
  'pairs-unreadable': 'The file of pairs could not be read',
  'wrong-state': 'Not possible now',
  internal: 'Something unexpected happened',
};

/** A command that came at the wrong time, or settings to correct: the engine is fine. */
const isHarmless = ({ code }: Failure) => code === 'wrong-state' || code === 'config-invalid';

/** The run was fine and what it ran on is gone: another worker takes it up. */
const isOfTheMachine = ({ code }: Failure) => code === 'device-lost' || code === 'worker-dead';

/** What happened, at which step, why, and the one thing to do about it. */
export function FailureBanner() {
  const { store, controller } = usePage();
  const failure = usePageState((state) => state.run.failure);
  const hasRollouts = usePageState((state) => state.run.rollouts.size > 0);
  const savedStep = usePageState(continuableStep);
  if (failure === null) return null;
  const continuesAt = isOfTheMachine(failure) ? savedStep : null;
  const dismiss = () => store.setState(({ run }) => ({ run: { ...run, failure: null } }));
  return (
    <section className="banner" role="alert" data-code={failure.code}>
      <Icon name="warning" />
      <div>
        <h2>
          {titles[failure.code]}
          {failure.step !== null && ` at step ${failure.step}`}
        </h2>
        <p>{failure.message}</p>
        <p>
          {continuesAt === null ? failure.hint : <ContinueNote step={continuesAt} />}
          {hasRollouts && ' The run so far stays readable below.'}
        </p>
      </div>
      {continuesAt !== null ? (
        <ContinueButton step={continuesAt} isFocused />
      ) : isHarmless(failure) ? (
        <Button className="button" onPress={dismiss}>
          Dismiss
        </Button>
      ) : (
        <Button className="button primary" onPress={() => void controller.reload()}>
          Reload the engine
        </Button>
      )}
    </section>
  );
}
