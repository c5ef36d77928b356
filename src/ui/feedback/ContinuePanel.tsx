import { useText } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import { ContinueButton, ContinueNote, continuableStep } from './ContinueButton.tsx';

/** After the engine was loaded again: the run on the screen can still go on. */
export function ContinuePanel() {
  const t = useText().feedback;
  const step = usePageState(continuableStep);
  const isWaiting = usePageState(({ run }) => run.trainer === 'ready' && run.runId === null);
  if (step === null || !isWaiting) return null;
  return (
    <section className="banner" aria-label={t.runSoFar}>
      <div>
        <p>
          <ContinueNote step={step} />
        </p>
      </div>
      <ContinueButton step={step} isFocused={false} />
    </section>
  );
}
