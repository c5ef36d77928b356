import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { SourceItem } from '../../vul2safe/contract.ts';
import type { PairRow } from '../../worker/dataContract.ts';
import { useDataSettings } from '../data/dataSettings.ts';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';

/** The code as the model of the corpus would have written it, with the lines of its prompt that are code. */
const itemOf = ({ pair }: PairRow): SourceItem => ({
  id: `corpus/${pair.id}`,
  code: `${pair.prompt}${pair.vulnerable}`,
  language: pair.language,
  cwe: pair.cwe,
  license: 'MIT',
  origin: 'the shipped corpus',
  tests: null,
});

/** The vulnerable sides of what the Data screen shows. */
export function FromData() {
  const t = useText().vul2safe;
  const { vul2safe, data } = usePage();
  const settings = useDataSettings();
  const set = usePageState((state) => state.pairs.set);
  const [isReading, setReading] = useState(false);
  const addCorpus = async () => {
    setReading(true);
    const list = await data.corpus(settings);
    setReading(false);
    if (list.ok) await vul2safe.addItems(list.value.rows.map(itemOf));
    else vul2safe.store.setState({ failure: list.failure });
  };
  return (
    <div className="v2s-row">
      <span>{t.fromData}</span>
      {set !== null && (
        <Button
          className="button"
          onPress={() =>
            void vul2safe.addFiles([{ path: set.fileName, content: set.file }], set.report.format)
          }
        >
          {t.yourPairs(set.report.read)}
        </Button>
      )}
      <Button className="button" isDisabled={isReading} onPress={() => void addCorpus()}>
        {t.corpusPairs}
      </Button>
    </div>
  );
}
