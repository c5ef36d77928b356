import {
  Button,
  Disclosure,
  DisclosurePanel,
  Heading,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import { usePage, usePageState } from '../page.ts';
import { countTrainable } from '../state/pairsState.ts';
import { PairChooser } from './PairChooser.tsx';
import { PairSummary } from './PairSummary.tsx';

/** The shipped corpus, or the pairs that were imported. A change counts from the next run. */
function SourceToggle() {
  const { pairs } = usePage();
  const set = usePageState((state) => state.pairs.set);
  const isTrainedOn = usePageState((state) => state.pairs.isTrainedOn);
  const maxCompletionLength = usePageState((state) => state.config.maxCompletionLength);
  if (set === null) {
    return <p className="muted">None yet. Bring a file of repair pairs to train on them.</p>;
  }
  const { count } = countTrainable(set.report, { maxCompletionLength });
  return (
    <div className="pairs-source">
      <span id="pairs-source">Train on</span>
      <ToggleButtonGroup
        aria-labelledby="pairs-source"
        className="segments"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[isTrainedOn ? 'pairs' : 'corpus']}
        onSelectionChange={(keys) => pairs.setTrainedOn(keys.has('pairs'))}
      >
        <ToggleButton id="corpus" className="segment">
          The shipped corpus
        </ToggleButton>
        <ToggleButton id="pairs" className="segment" isDisabled={count === 0 && !isTrainedOn}>
          Your pairs ({count})
        </ToggleButton>
      </ToggleButtonGroup>
    </div>
  );
}

/** Says plainly what stands for an outcome, while pairs without tests train or are about to. */
function OutcomeNote() {
  const isTrainedOn = usePageState((state) => state.pairs.isTrainedOn);
  const isRunning = usePageState((state) => ['running', 'paused'].includes(state.run.trainer));
  const isOfRun = usePageState((state) => state.run.pairs !== null);
  if (!isTrainedOn && !isOfRun) return null;
  return (
    <p className="note" data-testid="pairs-note">
      No tests run for {isOfRun || !isRunning ? 'these' : 'your pairs'}: the outcome is similarity
      to the repair and static findings. Validation stays on held-out prompts of the shipped corpus,
      which have tests.
      {isRunning && isTrainedOn !== isOfRun && ' The change counts from the next run on.'}
    </p>
  );
}

/** Import a file of repair pairs, and train on it. */
export function PairsPanel() {
  return (
    <Disclosure className="settings pairs">
      <div className="settings-head">
        <Heading level={2}>
          <Button slot="trigger" className="button quiet">
            Your own pairs
          </Button>
        </Heading>
        <SourceToggle />
      </div>
      <OutcomeNote />
      <DisclosurePanel>
        <div className="card pairs-body">
          <PairChooser />
          <PairSummary />
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
