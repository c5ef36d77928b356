import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePage, usePageState } from '../page.ts';
import { countTrainable } from '../state/pairsState.ts';
import { PairChooser } from './PairChooser.tsx';
import { PairSummary } from './PairSummary.tsx';

/** The shipped corpus, or the pairs that were imported. A change counts from the next run. */
function SourceToggle() {
  const t = useText().data;
  const { pairs } = usePage();
  const set = usePageState((state) => state.pairs.set);
  const isTrainedOn = usePageState((state) => state.pairs.isTrainedOn);
  const maxCompletionLength = usePageState((state) => state.config.maxCompletionLength);
  if (set === null) {
    return <p className="muted">{t.noneYet}</p>;
  }
  const { count } = countTrainable(set.report, { maxCompletionLength });
  return (
    <div className="pairs-source">
      <span id="pairs-source">{t.trainOn}</span>
      <ToggleButtonGroup
        aria-labelledby="pairs-source"
        className="segments"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[isTrainedOn ? 'pairs' : 'corpus']}
        onSelectionChange={(keys) => pairs.setTrainedOn(keys.has('pairs'))}
      >
        <ToggleButton id="corpus" className="segment">
          {t.corpus}
        </ToggleButton>
        <ToggleButton id="pairs" className="segment" isDisabled={count === 0 && !isTrainedOn}>
          {t.imported(count)}
        </ToggleButton>
      </ToggleButtonGroup>
    </div>
  );
}

/** Says plainly what stands for an outcome, while pairs without tests train or are about to. */
function OutcomeNote() {
  const t = useText().data;
  const isTrainedOn = usePageState((state) => state.pairs.isTrainedOn);
  const isRunning = usePageState((state) => ['running', 'paused'].includes(state.run.trainer));
  const isOfRun = usePageState((state) => state.run.pairs !== null);
  if (!isTrainedOn && !isOfRun) return null;
  return (
    <p className="note" data-testid="pairs-note">
      {t.noTests(!isOfRun && isRunning)}
      {isRunning && isTrainedOn !== isOfRun && ` ${t.fromNextRun}`}
    </p>
  );
}

/** Import a file of repair pairs, and train on it. */
export function PairsPanel() {
  const t = useText().data;
  return (
    <section className="card pairs" aria-labelledby="own-pairs">
      <div className="settings-head">
        <h2 id="own-pairs">{t.own}</h2>
        <SourceToggle />
      </div>
      <OutcomeNote />
      <div className="pairs-body">
        <PairChooser />
        <PairSummary />
      </div>
    </section>
  );
}

/** On the Train screen: what the next run trains on, and the way to it. */
export function DataLine() {
  const t = useText().data;
  const set = usePageState((state) => state.pairs.set);
  const isTrainedOn = usePageState((state) => state.pairs.isTrainedOn);
  const maxCompletionLength = usePageState((state) => state.config.maxCompletionLength);
  const count = set === null ? 0 : countTrainable(set.report, { maxCompletionLength }).count;
  return (
    <div>
      <p className="data-line">
        <span>{isTrainedOn ? t.trainsOnPairs(count) : t.trainsOnCorpus}</span>{' '}
        <ScreenLink screen="data">{t.toData}</ScreenLink>
      </p>
      <OutcomeNote />
    </div>
  );
}
