import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import type { RewardComponent } from '../../core/leaveOut.ts';
import type { Rollout } from '../../core/rollout.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import { useLocale, useText } from '../i18n/language.ts';
import { DiffView } from '../inspector/DiffView.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { RewardParts, useComponentName } from '../inspector/RewardParts.tsx';
import { KeyHelp } from '../tokens/KeyHelp.tsx';
import { layers, type LayerName } from '../tokens/layers.ts';
import { Legend } from '../tokens/Legend.tsx';
import { TokenCode } from '../tokens/TokenCode.tsx';
import { TokenTable } from '../tokens/TokenTable.tsx';
import { Contrast } from './Contrast.tsx';
import { useInspection, type Inspection } from './inspection.ts';
import { useComponents, usePreview, useStepSettings } from './leaveOutPreview.ts';

export interface RolloutViewProps {
  /** All rollouts of the step, of which `rollout` is one. */
  readonly rollouts: readonly Rollout[];
  readonly rollout: Rollout;
  /** Of the run. */
  readonly config: RunConfig;
  readonly layer: LayerName;
  readonly isContrast: boolean;
  /** The reader pinned this token, so the rollout must stay on screen. */
  readonly onHold: (token: number) => void;
  readonly onStep: (direction: 1 | -1) => void;
  /** What stands below the panes. */
  readonly children: ReactNode;
}

const nothing: ReadonlySet<RewardComponent> = new Set();

/** Says that what is shown was not trained, and takes it back. */
function PreviewNote(props: {
  without: ReadonlySet<RewardComponent>;
  now: number;
  then: number;
  onBack: () => void;
}) {
  const { messages, format } = useLocale();
  const t = messages.tokens.preview;
  const nameOf = useComponentName();
  return (
    <p className="preview-note" role="status">
      <strong>{t.without([...props.without].map(nameOf))}</strong>
      <span className="number">{t.was(format.signed(props.now), format.signed(props.then))}</span>
      <Button className="button small" onPress={props.onBack}>
        {t.back}
      </Button>
    </p>
  );
}

/** The rollout's pane: prompt, tokens or contrast, legend. */
function RolloutPane(props: {
  rollout: Rollout;
  layer: LayerName;
  isContrast: boolean;
  inspection: Inspection;
  note: ReactNode;
  tools: ReactNode;
}) {
  const { rollout, layer, isContrast, inspection } = props;
  const t = useText().tokens;
  return (
    <section className="card rollout-pane" aria-label={t.rollout}>
      <div className="pane-head">
        <h2>{t.rollout}</h2>
        <span className="pane-tools">{props.tools}</span>
      </div>
      <pre className="prompt" aria-label={t.prompt} tabIndex={0}>
        {rollout.prompt.trim()}
      </pre>
      {props.note}
      {isContrast ? (
        <Contrast rollout={rollout} inspection={inspection} />
      ) : (
        <TokenCode rollout={rollout} layer={layer} inspection={inspection} />
      )}
      <p className="layer-meaning">
        {layers[layer].valuesOf(rollout) === null
          ? t.layers.noValues
          : t.layers.meanings[isContrast ? 'advantage' : layer]}
      </p>
      <Legend layer={isContrast ? 'advantage' : layer} />
    </section>
  );
}

/** Whether a key press belongs to something that is typed into. */
const isTyped = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  ctrlKey || metaKey || altKey || (target instanceof Element && target.matches('input, select'));

/** The three linked panes of one rollout: the diff, its tokens, and why the inspected token earned what it did. */
export function RolloutView(props: RolloutViewProps) {
  const { rollouts, rollout, config, isContrast } = props;
  const t = useText().tokens;
  const [isTable, setIsTable] = useState(false);
  const [isHelp, setIsHelp] = useState(false);
  const [without, setWithout] = useState(nothing);
  const settings = useStepSettings(rollouts, config);
  const components = useComponents(rollouts, settings);
  const shown = usePreview(rollouts, rollout, settings, without);
  const layer = isContrast ? 'advantage' : props.layer;
  const inspection = useInspection(shown, layer, props.onHold);
  const { token } = inspection;

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyped(event)) return;
    if (event.key.toLowerCase() === 't') setIsTable(!isTable);
    else if (event.key === '?') setIsHelp(true);
    else if (event.key === ',') props.onStep(-1);
    else if (event.key === '.') props.onStep(1);
    else return;
    event.preventDefault();
  };
  const tools = (
    <>
      <ToggleButton className="button quiet small" isSelected={isTable} onChange={setIsTable}>
        {t.table.open} <kbd>T</kbd>
      </ToggleButton>
      <Button className="button quiet small" onPress={() => setIsHelp(true)}>
        {t.keys.open} <kbd>?</kbd>
      </Button>
    </>
  );
  const note = shown !== rollout && (
    <PreviewNote
      without={without}
      now={shown.advantages[token] ?? 0}
      then={rollout.advantages[token] ?? 0}
      onBack={() => setWithout(nothing)}
    />
  );
  const diff = (
    <DiffView
      rollout={rollout}
      level={config.diffLevel}
      inspected={token}
      onHover={inspection.hover}
      onMove={inspection.move}
      onPin={inspection.pin}
    />
  );
  const leaveOut = components && { components, without, onChange: setWithout };
  return (
    <div className="panes" data-contrast={isContrast || undefined} onKeyDown={onKeyDown}>
      {!isContrast && diff}
      <RolloutPane {...{ rollout: shown, layer, isContrast, inspection, note, tools }} />
      <Inspector
        rollout={shown}
        token={token}
        isPinned={inspection.pinned !== null}
        settings={settings}
      >
        <RewardParts rollout={rollout} leaveOut={leaveOut} />
      </Inspector>
      {isContrast && diff}
      <div className="below">
        {isTable && (
          <section className="card table-pane">
            <TokenTable rollout={shown} />
          </section>
        )}
        {props.children}
      </div>
      <p className="visually-hidden" role="status">
        {inspection.spoken}
      </p>
      <KeyHelp isOpen={isHelp} onOpenChange={setIsHelp} />
    </div>
  );
}
