import { useCallback, useEffect, useMemo, useState } from 'react';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { settings } from '../../core/settings.ts';
import type { RepairPair } from '../../core/pair.ts';
import type { MaskView } from '../../worker/dataContract.ts';
import { SettingField } from '../controls/SettingField.tsx';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { withSetting } from '../state/configHash.ts';
import { showToken } from '../tokens/tokenText.ts';
import { useAnswer } from './answer.ts';
import { useDataSettings } from './dataSettings.ts';
import { PairOrigin } from './PairOrigin.tsx';
import { MaskSide } from './MaskSide.tsx';

/** The level of the diff: a setting of the run, changed here to see what it does. */
function LevelToggle() {
  const t = useText().data;
  const { controller, store } = usePage();
  const level = usePageState((state) => state.config.diffLevel);
  return (
    <ToggleButtonGroup
      aria-label={t.level}
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[level]}
      onSelectionChange={([key]) => {
        const config = withSetting(store.getState().config, 'diffLevel', key);
        if (config !== null) controller.setConfig(config);
      }}
    >
      {settings.diffLevel.choices.map((choice) => (
        <ToggleButton key={choice} id={choice} className="segment" translate="no">
          {choice}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function Hunks({ view }: { view: MaskView }) {
  const t = useText().data;
  const anchorText = (token: number) => {
    const { start, end } = view.vulnerable[token] ?? { start: 0, end: 0 };
    return end === start ? null : showToken(view.texts.vulnerable.slice(start, end));
  };
  if (view.hunks.length === 0) return <p className="muted">{t.noHunks}</p>;
  return (
    <ol className="hunks">
      {view.hunks.map((hunk, i) => {
        const anchor = hunk.anchor === null ? null : anchorText(hunk.anchor);
        return (
          <li key={i}>
            {t.hunk(i + 1, t.operations[hunk.operation], hunk.vulnerableTokens, hunk.secureTokens)}
            {hunk.anchor !== null && (
              <span className="muted">
                {' '}
                <span>{t.anchor}</span> {anchor === null ? t.anchorEnd : <code>{anchor}</code>}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Lints({ lints }: Pick<MaskView, 'lints'>) {
  const t = useText().data;
  return lints.map((lint) => (
    <div key={lint.code} className="note">
      <strong>{t.lints[lint.code]}</strong>
      <p>{t.lintSentence(lint)}</p>
    </div>
  ));
}

/** A pair as a diff with its mask, both sides to be edited. */
export function MaskPanel({ pair }: { pair: RepairPair }) {
  const t = useText().data;
  const { data, store } = usePage();
  const asked = useDataSettings();
  const [edited, setEdited] = useState(pair);
  const ask = useCallback(() => data.mask(edited, asked), [data, edited, asked]);
  const { value: view, failure, isWaiting } = useAnswer(ask);
  useEffect(() => {
    // A mask of the question before stays on the screen for a moment; it is not told.
    if (!isWaiting && view !== null) {
      store.setState({ shownMask: { ...view, level: asked.diffLevel } });
    }
    return () => store.setState({ shownMask: null });
  }, [store, view, isWaiting, asked.diffLevel]);
  const anchors = useMemo(
    () => new Set(view?.hunks.flatMap(({ anchor }) => (anchor === null ? [] : [anchor]))),
    [view],
  );
  const isEdited = edited.vulnerable !== pair.vulnerable || edited.secure !== pair.secure;
  const none: ReadonlySet<number> = new Set();
  return (
    <section className="card mask-panel" aria-labelledby="mask-title">
      <div className="mask-head">
        <h2 id="mask-title">{t.mask}</h2>
        <LevelToggle />
        <Button className="button small" isDisabled={!isEdited} onPress={() => setEdited(pair)}>
          {t.undoEdits}
        </Button>
      </div>
      <p className="muted">{t.maskMeaning}</p>
      {pair.provenance !== undefined && <PairOrigin of={pair.provenance} cwe={pair.cwe} />}
      {failure !== null && <FailureWords text={`${failure.message} ${failure.hint}`} />}
      <pre className="code mask-prompt" tabIndex={0} aria-label={t.prompt} translate="no">
        {pair.prompt.trim()}
      </pre>
      <div className="mask-sides">
        {(['vulnerable', 'secure'] as const).map((side) => (
          <MaskSide
            key={side}
            side={side}
            text={edited[side]}
            maskedText={view?.texts[side] ?? ''}
            tokens={view?.[side] ?? []}
            anchors={side === 'vulnerable' ? anchors : none}
            onEdit={(text) => setEdited((before) => ({ ...before, [side]: text }))}
          />
        ))}
      </div>
      <p className="muted">
        {t.editable} <span>{t.partly}</span>
      </p>
      {view !== null && (
        <>
          <Lints lints={view.lints} />
          <h3>{t.hunks}</h3>
          <Hunks view={view} />
        </>
      )}
      <div className="mask-settings">
        <SettingField name="bridgeGaps" />
        <SettingField name="insertionAnchors" />
      </div>
    </section>
  );
}
