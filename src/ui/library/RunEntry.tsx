import { Button, Checkbox } from 'react-aria-components';
import { resumableCheckpoint, type RunRecord } from '../../core/runRecord.ts';
import { totalSteps } from '../../core/stagePlan.ts';
import { useLocale } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { showScreen } from '../state/addressBar.ts';
import { canResume, standingOf } from '../state/libraryState.ts';
import { DeleteButton } from './DeleteButton.tsx';
import { EntryName } from './EntryName.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { RunDetails } from './RunDetails.tsx';

interface RunEntryProps {
  readonly run: RunRecord;
  readonly live: readonly string[];
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Facts({ run, live }: Pick<RunEntryProps, 'run' | 'live'>) {
  const { messages, format } = useLocale();
  const t = messages.library;
  const shown = usePageState((state) => state.run);
  const standing = standingOf(run, live, shown);
  const isElsewhere = live.includes(run.id) && shown.record !== run.id;
  return (
    <p className="entry-line">
      <span className="standing" data-standing={standing}>
        {t.standings[standing]}
        {isElsewhere && ` ${t.elsewhere}`}
      </span>
      <span>{t.steps(run.step, totalSteps(run.config))}</span>
      <span>{t.seed(run.config.seed)}</span>
      {run.funcSec !== null && <span>{t.funcSec(format.percent(run.funcSec))}</span>}
      <span>{format.date(run.createdAt)}</span>
      <span>{format.bytes(run.bytes)}</span>
      {run.isImported && <span className="badge">{t.imported}</span>}
    </p>
  );
}

/** A kept run: what it is, and what can be done with it. */
export function RunEntry({ run, live, isChosen, onChoose }: RunEntryProps) {
  const { store, library } = usePage();
  const { messages, format } = useLocale();
  const t = messages.library;
  const isBusy = usePageState((state) => state.library.isBusy || state.isBusy);
  const hasEngine = usePageState((state) => state.run.engine !== null);
  const standing = usePageState((state) => standingOf(run, live, state.run));
  const checkpoint = resumableCheckpoint(run);
  const isTraining = standing === 'running' || standing === 'paused';
  const go = (act: Promise<boolean>) =>
    void act.then((isShown) => {
      if (isShown) showScreen(store, 'train');
    });
  return (
    <li className="entry card">
      <Checkbox
        className="checkbox"
        aria-label={t.chooseToCompare(run.name)}
        isSelected={isChosen}
        onChange={onChoose}
      >
        <span className="box" aria-hidden="true" />
      </Checkbox>
      <div className="entry-body">
        <EntryName shelf="runs" id={run.id} name={run.name} />
        <Facts run={run} live={live} />
        <RunDetails run={run} />
      </div>
      <div className="entry-buttons" role="group" aria-label={run.name}>
        {checkpoint !== null && (
          <Button
            className="button small"
            isDisabled={isBusy || !hasEngine || !canResume(run, standing)}
            onPress={() => go(library.resume(run.id))}
          >
            {t.resume(checkpoint.step)}
          </Button>
        )}
        <Button
          className="button small"
          isDisabled={isBusy || isTraining}
          aria-label={`${t.show}: ${run.name}`}
          onPress={() => go(library.open(run.id))}
        >
          {t.show}
        </Button>
        <ExportMenu run={run} />
        <DeleteButton
          name={run.name}
          meaning={t.removeMeaning(format.bytes(run.bytes))}
          isDisabled={isTraining}
          onDelete={() => void library.remove('runs', run.id)}
        />
      </div>
    </li>
  );
}
