import { Button } from 'react-aria-components';
import type { Failure } from '../../core/failure.ts';
import { Icon } from '../Icon.tsx';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { FailureWords } from './FailureWords.tsx';
import { ContinueButton, ContinueNote, continuableStep } from './ContinueButton.tsx';

/** A command that came at the wrong time, or settings to correct: the engine is fine. */
const isHarmless = ({ code }: Failure) => code === 'wrong-state' || code === 'config-invalid';

/** The run was fine and what it ran on is gone: another worker takes it up. */
const isOfTheMachine = ({ code }: Failure) => code === 'device-lost' || code === 'worker-dead';

/** What happened, at which step, why, and the one thing to do about it. */
export function FailureBanner() {
  const t = useText().feedback;
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
          {failure.step === null
            ? t.titles[failure.code]
            : t.titleAtStep(t.titles[failure.code], failure.step)}
        </h2>
        <FailureWords text={failure.message} />
        {continuesAt === null ? (
          <FailureWords text={failure.hint} />
        ) : (
          <p>
            <ContinueNote step={continuesAt} />
          </p>
        )}
        {hasRollouts && <p>{t.runStays}</p>}
      </div>
      {continuesAt !== null ? (
        <ContinueButton step={continuesAt} isFocused />
      ) : isHarmless(failure) ? (
        <Button className="button" onPress={dismiss}>
          {t.dismiss}
        </Button>
      ) : (
        <Button className="button primary" onPress={() => void controller.reload()}>
          {t.reloadEngine}
        </Button>
      )}
    </section>
  );
}
