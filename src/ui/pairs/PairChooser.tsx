import { Button, DropZone, FileTrigger, Label, ProgressBar, Text } from 'react-aria-components';
import { pairFormatChoices } from '../../worker/pairContract.ts';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { FormatSelect } from './FormatSelect.tsx';

const endings = ['.jsonl', '.ndjson', '.json', '.csv', '.tsv'];

function FormatField() {
  const t = useText().data;
  const { pairs } = usePage();
  const chosen = usePageState((state) => state.pairs.chosen);
  if (chosen === null) return null;
  return (
    <FormatSelect
      id="pairs-format"
      label={t.format}
      choices={pairFormatChoices}
      value={chosen.format}
      none={chosen.format === null ? t.notKnown : null}
      noneMeaning={t.notTold}
      onChange={(format) => {
        if (format !== null) void pairs.changeFormat(format);
      }}
    />
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
