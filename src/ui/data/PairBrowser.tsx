import { useCallback, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { PairRow } from '../../worker/dataContract.ts';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { useAnswer } from './answer.ts';
import { useDataSettings } from './dataSettings.ts';
import { showScreen } from '../state/addressBar.ts';
import { MaskPanel } from './MaskPanel.tsx';
import { PairTable } from './PairTable.tsx';

type Source = 'corpus' | 'imported';

/** Index of the row with this id, else of the first of this family, else −1. */
function rowNamed(rows: readonly PairRow[], name: string): number {
  const exact = rows.findIndex(({ pair }) => pair.id === name);
  return exact !== -1 ? exact : rows.findIndex(({ pair }) => pair.id.startsWith(`${name}/`));
}

/** The pairs of the corpus or of a file, and the mask of the one that is chosen. */
export function PairBrowser() {
  const t = useText().data;
  const { data, store } = usePage();
  const settings = useDataSettings();
  const blob = usePageState((state) => state.pairs.set?.report.pairs ?? null);
  const importedCount = usePageState((state) => state.pairs.set?.report.prompts.length ?? 0);
  const [wanted, setWanted] = useState<Source | null>(null);
  const [selected, setSelected] = useState(0);
  const named = usePageState((state) => state.place.details['pair']);
  // A file that was just read is what the reader wants to see.
  const source: Source = blob === null ? 'corpus' : (wanted ?? 'imported');
  const ask = useCallback(
    () =>
      source === 'imported' && blob !== null
        ? data.imported(blob, settings)
        : data.corpus(settings),
    [data, source, blob, settings],
  );
  const { value, failure, isWaiting } = useAnswer(ask);
  const rows = value?.rows ?? [];
  // An address names a pair of the corpus; imported ids may repeat, so their place in the list counts.
  const linked = source === 'corpus' && named !== undefined ? rowNamed(rows, named) : -1;
  const index = linked !== -1 ? linked : selected < rows.length ? selected : 0;
  const select = (row: number) => {
    setSelected(row);
    const id = rows.at(row)?.pair.id;
    if (source === 'corpus' && id !== undefined) showScreen(store, 'data', { pair: id });
  };
  const chosen = rows.at(index);
  return (
    <div className="pair-browser">
      <section className="card pair-list" aria-labelledby="pair-list">
        <div className="mask-head">
          <h2 id="pair-list">{t.pairs}</h2>
          {blob !== null && (
            <ToggleButtonGroup
              aria-label={t.listed}
              className="segments"
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[source]}
              onSelectionChange={(keys) => {
                setWanted(keys.has('imported') ? 'imported' : 'corpus');
                setSelected(0);
              }}
            >
              <ToggleButton id="corpus" className="segment">
                {t.ofCorpus}
              </ToggleButton>
              <ToggleButton id="imported" className="segment">
                {t.fromFile(importedCount)}
              </ToggleButton>
            </ToggleButtonGroup>
          )}
        </div>
        {value !== null && (
          <p className="muted">
            {source === 'corpus'
              ? t.ofCorpusMeaning(value.total)
              : t.importedMeaning(value.rows.length, value.total)}
          </p>
        )}
        {failure !== null && <FailureWords text={`${failure.message} ${failure.hint}`} />}
        <p className="muted pair-wait" role="status" aria-busy={isWaiting}>
          {isWaiting && t.loading}
        </p>
        {value !== null && <PairTable rows={rows} selected={index} onSelect={select} />}
      </section>
      {chosen === undefined ? (
        <p className="muted">{t.noPair}</p>
      ) : (
        <MaskPanel key={`${source} ${index} ${chosen.pair.id}`} pair={chosen.pair} />
      )}
    </div>
  );
}
