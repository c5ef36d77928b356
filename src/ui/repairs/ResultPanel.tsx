import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import type { ItemSummary } from '../../vul2safe/contract.ts';
import { DeleteButton } from '../library/DeleteButton.tsx';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { showScreen } from '../state/addressBar.ts';
import { downloadFile } from '../state/libraryController.ts';
import { thresholdOf } from '../state/vul2safeState.ts';
import { passingOf } from './figures.ts';
import { useVul2Safe } from './useVul2Safe.ts';

const nameOf = (set: string) => (set === 'example' ? 'vul2safe-example' : 'vul2safe-pairs');

/** Reads a set of records as pairs to train on, and shows them. */
function usePairFile() {
  const { pairs, store } = usePage();
  return async (file: File) => {
    showScreen(store, 'data');
    await pairs.choose(file);
    if (store.getState().pairs.set?.file === file) pairs.setTrainedOn(true);
  };
}

/** What to do with the records that pass: train on them, keep them, or bring an earlier set back. */
export function ResultPanel({ items }: { items: readonly ItemSummary[] }) {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const set = useVul2Safe((state) => state.set);
  const isRunning = useVul2Safe((state) => state.isRunning);
  const threshold = useVul2Safe(thresholdOf);
  const openPairs = usePairFile();
  const [isBusy, setBusy] = useState(false);
  const { records } = passingOf(items, threshold);
  const withSet = async (act: (records: Blob, card: string) => Promise<void> | void) => {
    setBusy(true);
    const exported = await vul2safe.export();
    setBusy(false);
    if (exported !== null) await act(exported.records, exported.card);
  };
  const isIdle = records === 0 || isBusy;
  return (
    <section className="card v2s-result" aria-labelledby="v2s-result">
      <h2 id="v2s-result">{t.result}</h2>
      <p className="muted">{t.resultMeaning(records)}</p>
      <div className="v2s-row">
        <Button
          className="button primary"
          isDisabled={isIdle}
          onPress={() =>
            void withSet((content) => openPairs(new File([content], `${nameOf(set)}.jsonl`)))
          }
        >
          {t.trainOnThem}
        </Button>
        <Button
          className="button"
          isDisabled={isIdle}
          onPress={() =>
            void withSet((content) => downloadFile({ name: `${nameOf(set)}.jsonl`, content }))
          }
        >
          {t.exportRecords}
        </Button>
        <Button
          className="button"
          isDisabled={items.length === 0 || isBusy}
          onPress={() =>
            void withSet((_, card) =>
              downloadFile({ name: `${nameOf(set)}.md`, content: new Blob([card]) }),
            )
          }
        >
          {t.exportCard}
        </Button>
        <FileTrigger
          acceptedFileTypes={['.jsonl']}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) void openPairs(file);
          }}
        >
          <Button className="button">{t.importSet}</Button>
        </FileTrigger>
        {set === 'own' && items.length > 0 && (
          <DeleteButton
            name={t.ownSet}
            meaning={t.clearMeaning(items.length)}
            isDisabled={isRunning}
            onDelete={() => void vul2safe.clear()}
          />
        )}
      </div>
    </section>
  );
}
