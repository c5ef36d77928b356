import { useState } from 'react';
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import {
  sourceFormatChoices,
  type AddReport,
  type NamedFile,
  type SourceFormatName,
} from '../../worker/vul2safeContract.ts';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { BadRows } from '../pairs/BadRows.tsx';
import { FormatSelect } from '../pairs/FormatSelect.tsx';
import { FromData } from './FromData.tsx';
import { chosenFiles, filesIn } from './droppedFiles.ts';
import { PasteForm } from './PasteForm.tsx';
import { useVul2Safe } from './useVul2Safe.ts';

function Report({ report }: { report: AddReport }) {
  const t = useText().vul2safe;
  const { added, known, badRows, firstBadRows } = report;
  const rest = badRows - firstBadRows.length;
  return (
    <>
      <p>
        <strong>{t.added(added)}</strong> {known > 0 && t.known(known)}
      </p>
      {badRows > 0 && (
        <BadRows
          title={t.badRows(badRows)}
          label={t.badRowsList}
          rows={firstBadRows.map(({ file, line, ...why }) => ({
            where: line > 0 ? `${file}:${line}` : file,
            ...why,
          }))}
          rest={rest > 0 ? t.andMore(rest) : null}
        />
      )}
    </>
  );
}

/** Where code comes from: files, folders, the Data screen, the clipboard. */
export function SourcePanel() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const [format, setFormat] = useState<SourceFormatName | null>(null);
  const isAdding = useVul2Safe((state) => state.isAdding);
  const report = useVul2Safe((state) => state.report);
  const add = (files: readonly NamedFile[]) => {
    if (files.length > 0) void vul2safe.addFiles(files, format);
  };
  return (
    <section className="card v2s-source" aria-labelledby="v2s-source">
      <h2 id="v2s-source">{t.source}</h2>
      <DropZone
        className="drop"
        aria-label={t.dropHere}
        getDropOperation={() => 'copy'}
        onDrop={({ items }) => void filesIn(items).then(add)}
      >
        <FileTrigger allowsMultiple onSelect={(list) => add(chosenFiles(list))}>
          <Button className="button">{t.chooseFiles}</Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={(list) => add(chosenFiles(list))}>
          <Button className="button">{t.chooseFolder}</Button>
        </FileTrigger>
        <Text slot="label" className="muted">
          {t.orDrop}
        </Text>
      </DropZone>
      <FormatSelect
        id="v2s-format"
        label={t.format}
        choices={sourceFormatChoices}
        value={format}
        none={t.guessed}
        noneMeaning={t.guessedMeaning}
        onChange={setFormat}
      />
      <FromData />
      <PasteForm />
      <div role="status" className="v2s-report">
        {isAdding && (
          <p>
            {t.adding}{' '}
            <Button className="button small" onPress={() => void vul2safe.stopAdding()}>
              {t.cancel}
            </Button>
          </p>
        )}
        {report !== null && <Report report={report} />}
      </div>
    </section>
  );
}
