import { Button } from 'react-aria-components';
import { commandsFor } from '../controls/commands.ts';
import { Icon } from '../Icon.tsx';
import { usePage, usePageState } from '../page.ts';
import { Legend } from '../tokens/Legend.tsx';

/** Before the first rollout: what one press of the button will do. */
export function EmptyState() {
  const { controller } = usePage();
  const trainer = usePageState((state) => state.run.trainer);
  const isBusy = usePageState((state) => state.isBusy);
  const config = usePageState((state) => state.config);
  const { canStart } = commandsFor(trainer, isBusy);
  const isUnderWay = isBusy || trainer === 'running' || trainer === 'paused';
  const hasTests = usePageState((state) => !state.pairs.isTrainedOn);
  const completions = config.promptsPerStep * config.numGenerations;
  return (
    <section className="empty" aria-label="What will happen">
      <h2>
        {isUnderWay
          ? 'The first completions are being written'
          : 'Watch a model unlearn a vulnerability'}
      </h2>
      <ol>
        <li>
          <strong>Write.</strong> A small model, trained on mostly vulnerable JavaScript, answers{' '}
          {config.promptsPerStep} prompts {config.numGenerations} times each: {completions}{' '}
          completions a step.
        </li>
        <li>
          <strong>Judge.</strong>{' '}
          {hasTests
            ? 'Each one runs in a sandbox against functional tests and exploits.'
            : 'Your pairs have no tests, so each one is compared with the repair.'}
        </li>
        <li>
          <strong>Credit.</strong> Each is aligned to the repair of its prompt. Tokens the repair
          added earn a reward, tokens it took out a penalty.
        </li>
        <li>
          <strong>Learn.</strong> One policy-gradient step; then again, up to {config.maxSteps}{' '}
          times.
        </li>
      </ol>
      {!isUnderWay && (
        <Button
          className="button primary large"
          isDisabled={!canStart}
          onPress={() => void controller.start()}
        >
          <Icon name="play" /> Start training
        </Button>
      )}
      <Legend />
    </section>
  );
}
