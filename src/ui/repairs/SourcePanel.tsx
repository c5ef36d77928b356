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
import { FromData } from './FromData.tsx';
import { chosenFiles, filesIn } from './droppedFiles.ts';
import { PasteForm } from './PasteForm.tsx';
import { useVul2Safe } from './useVul2Safe.ts';

function FormatField(props: {
  format: SourceFormatName | null;
  onChange: (format: SourceFormatName | null) => void;
}) {
  const t = useText().vul2safe;
  const { format, onChange } = props;
  const choice = sourceFormatChoices.find(({ name }) => name === format);
  return (
    <div className="pairs-format">
      <label htmlFor="v2s-format">{t.format}</label>
      <select
        id="v2s-format"
        value={format ?? ''}
        aria-describedby="v2s-format-meaning"
        onChange={({ target }) =>
          onChange(sourceFormatChoices.find(({ name }) => name === target.value)?.name ?? null)
        }
      >
        <option value="">{t.guessed}</option>
        {sourceFormatChoices.map(({ name }) => (
          <option key={name} value={name} translate="no">
            {name}
          </option>
        ))}
      </select>
      <span id="v2s-format-meaning" className="description" translate={choice ? 'no' : undefined}>
        {choice?.meaning ?? t.guessedMeaning}
      </span>
    </div>
  );
}

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
        <div>
          <h3>{t.badRows(badRows)}</h3>
          <ul className="bad-rows scroll" tabIndex={0} aria-label={t.badRowsList}>
            {firstBadRows.map(({ file, line, message, advice }, i) => (
              <li key={i}>
                <strong translate="no">
                  {file}
                  {line > 0 && `:${line}`}
                </strong>{' '}
                <span lang="en" translate="no">
                  {message}. <span className="muted">{advice}</span>
                </span>
              </li>
            ))}
            {rest > 0 && <li className="muted">{t.andMore(rest)}</li>}
          </ul>
        </div>
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
      <FormatField format={format} onChange={setFormat} />
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
