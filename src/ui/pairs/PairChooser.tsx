import { Button, DropZone, FileTrigger, Label, ProgressBar, Text } from 'react-aria-components';
import { pairFormatChoices } from '../../worker/pairContract.ts';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';

const endings = ['.jsonl', '.ndjson', '.json', '.csv', '.tsv'];

function FormatField() {
  const t = useText().data;
  const { pairs } = usePage();
  const chosen = usePageState((state) => state.pairs.chosen);
  if (chosen === null) return null;
  const { format } = chosen;
  const meaning = pairFormatChoices.find(({ name }) => name === format)?.meaning;
  return (
    <div className="pairs-format">
      <label htmlFor="pairs-format">{t.format}</label>
      <select
        id="pairs-format"
        value={format ?? ''}
        aria-describedby="pairs-format-meaning"
        onChange={(event) => {
          const choice = pairFormatChoices.find(({ name }) => name === event.target.value);
          if (choice) void pairs.changeFormat(choice.name);
        }}
      >
        {format === null && <option value="">{t.notKnown}</option>}
        {pairFormatChoices.map(({ name }) => (
          <option key={name} translate="no">
            {name}
          </option>
        ))}
      </select>
      <span id="pairs-format-meaning" className="description">
        {meaning ?? t.notTold}
      </span>
    </div>
  );
}

function Reading() {
  const t = useText().data;
  const { pairs } = usePage();
  const bytes = usePageState((state) => state.pairs.bytes);
  const file = usePageState((state) => state.pairs.chosen?.file);
  if (bytes === null || file === undefined) return null;
  const words = t.readOf(bytes, file.size);
  return (
    <div className="pairs-reading">
      <ProgressBar
        className="pairs-progress"
        value={bytes}
        maxValue={Math.max(1, file.size)}
        valueLabel={words}
      >
        {({ percentage = 0 }) => (
          <>
            <Label>{t.reading(file.name)}</Label> <span className="muted number">{words}</span>
            <div className="bar">
              <div className="bar-done" style={{ width: `${percentage}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <Button className="button small" onPress={() => pairs.cancel()}>
        {t.cancel}
      </Button>
    </div>
  );
}

/** Choose or drop a file, its format, and how far it was read. */
export function PairChooser() {
  const t = useText().data;
  const { pairs } = usePage();
  return (
    <div className="pairs-chooser">
      <DropZone
        className="drop"
        aria-label={t.dropHere}
        getDropOperation={() => 'copy'}
        onDrop={({ items }) => {
          const item = items.find(({ kind }) => kind === 'file');
          if (item?.kind === 'file') void item.getFile().then((file) => pairs.choose(file));
        }}
      >
        <FileTrigger
          acceptedFileTypes={endings}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) void pairs.choose(file);
          }}
        >
          <Button className="button">{t.choose}</Button>
        </FileTrigger>
        <Text slot="label" className="muted">
          {t.orDrop}
        </Text>
      </DropZone>
      <FormatField />
      <Reading />
    </div>
  );
}
