/** Library: every kept run and all imported data, what they take, and what can be done with them. */
import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { Icon } from '../Icon.tsx';
import { LibraryFailure } from '../library/LibraryFailure.tsx';
import { DamagedList, DataList } from '../library/OtherEntries.tsx';
import { RunEntry } from '../library/RunEntry.tsx';
import { StoragePanel } from '../library/StoragePanel.tsx';
import { useLibraryList } from '../library/useLibrary.ts';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePage, usePageState } from '../page.ts';
import '../styles/library.css';

/** A run that was exported elsewhere. */
function BundleButton() {
  const t = useText().library;
  const { library } = usePage();
  const isBusy = usePageState((state) => state.library.isBusy);
  const [opened, setOpened] = useState<string | null>(null);
  const open = async (file: File) => {
    setOpened(null);
    const run = await library.importBundle(file);
    if (run !== null) setOpened(run.name);
  };
  return (
    <>
      <FileTrigger
        acceptedFileTypes={['.zip']}
        onSelect={(files) => {
          const file = files?.[0];
          if (file !== undefined) void open(file);
        }}
      >
        <Button className="button" isDisabled={isBusy}>
          <Icon name="library" /> {t.open}
        </Button>
      </FileTrigger>
      <p role="status">{opened !== null && t.imports(opened)}</p>
    </>
  );
}

function RunList() {
  const t = useText().library;
  const list = useLibraryList();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  if (list === null) return <p className="muted">{t.reading}</p>;
  const { runs, live } = list;
  const there = chosen.filter((id) => runs.some((run) => run.id === id));
  const choose = (id: string, isChosen: boolean) =>
    setChosen(isChosen ? [...there, id] : there.filter((other) => other !== id));
  return (
    <section aria-labelledby="library-runs">
      <div className="library-head">
        <h2 id="library-runs">{t.runs}</h2>
        <BundleButton />
        {there.length > 0 && (
          <ScreenLink
            screen="compare"
            details={{ runs: there.slice(0, 12).join(',') }}
            className="button primary"
          >
            <Icon name="compare" /> {t.compare(there.length)}
          </ScreenLink>
        )}
      </div>
      {runs.length === 0 && (
        <p className="muted">
          {t.noRuns} <ScreenLink screen="train">{t.goTrain}</ScreenLink>
        </p>
      )}
      <ul className="entries">
        {runs.map((run) => (
          <RunEntry
            key={run.id}
            run={run}
            live={live}
            isChosen={there.includes(run.id)}
            onChoose={(isChosen) => choose(run.id, isChosen)}
          />
        ))}
      </ul>
    </section>
  );
}

export function LibraryScreen() {
  return (
    <div className="library">
      <LibraryFailure />
      <StoragePanel />
      <RunList />
      <DataList />
      <DamagedList />
    </div>
  );
}
