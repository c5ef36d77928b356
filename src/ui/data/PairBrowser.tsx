import { useCallback, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { useAnswer } from './answer.ts';
import { useDataSettings } from './dataSettings.ts';
import { MaskPanel } from './MaskPanel.tsx';
import { PairTable } from './PairTable.tsx';

type Source = 'corpus' | 'imported';

/** The pairs of the corpus or of a file, and the mask of the one that is chosen. */
export function PairBrowser() {
  const t = useText().data;
  const { data } = usePage();
  const settings = useDataSettings();
  const blob = usePageState((state) => state.pairs.set?.report.pairs ?? null);
  const importedCount = usePageState((state) => state.pairs.set?.report.prompts.length ?? 0);
  const [wanted, setWanted] = useState<Source | null>(null);
  const [selected, setSelected] = useState(0);
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
  const index = selected < rows.length ? selected : 0;
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
        <p className="muted pair-wait" role="status">
          {isWaiting && t.loading}
        </p>
        {value !== null && <PairTable rows={rows} selected={index} onSelect={setSelected} />}
      </section>
      {chosen === undefined ? (
        <p className="muted">{t.noPair}</p>
      ) : (
        <MaskPanel key={`${source} ${index} ${chosen.pair.id}`} pair={chosen.pair} />
      )}
    </div>
  );
}
