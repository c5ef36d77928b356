import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Failure } from '../../core/failure.ts';
import { Bar } from '../controls/Bar.tsx';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { isColumnWorking, verdictOf, type ColumnState } from '../state/generationState.ts';
import { CompletionView } from './CompletionView.tsx';
import { ModelSelect, type ModelSelectProps } from './ModelSelect.tsx';
import { useModelName } from './useModelName.ts';
import { VerdictWords } from './VerdictWords.tsx';

/** The engine is fine, and another one would say the same. */
const harmless: readonly Failure['code'][] = [
  'wrong-state',
  'config-invalid',
  'asset-invalid',
  'not-finite',
  'storage-failed',
];

/** What happened, why, and what to do. */
function ColumnFailure({ failure }: { failure: Failure }) {
  const t = useText().feedback;
  const { controller } = usePage();
  return (
    <div className="column-failure" role="alert" data-code={failure.code}>
      <FailureWords text={failure.message} />
      <FailureWords text={failure.hint} />
      {!harmless.includes(failure.code) && (
        <Button className="button" onPress={() => void controller.reload()}>
          {t.reloadEngine}
        </Button>
      )}
    </div>
  );
}

/** What a column is doing. */
function ColumnProgress({ column }: { column: ColumnState }) {
  const t = useText().generate;
  const { phase, done, total } = column;
  if (!isColumnWorking(column)) {
    return phase === 'cancelled' ? <p className="muted">{t.phases.cancelled}</p> : null;
  }
  return (
    <div>
      <p className="muted">
        {t.phases[phase]} {phase === 'writing' && t.tokensOf(done, total)}
      </p>
      <Bar label={t.written} value={done} most={total} />
    </div>
  );
}

/** One model: which it is, what the tests say of it, and what it wrote. */
export function Column({ model, place, models, saved, hasRun, onModels }: ModelSelectProps) {
  const t = useText().generate;
  const column = usePageState((state) => state.generation.columns[model]);
  const asked = usePageState((state) => state.generation.asked);
  const round = usePageState((state) => state.generation.round);
  const [active, setActive] = useState(0);
  const name = useModelName()(model);
  const verdict = verdictOf(column?.completions.map(({ written }) => written) ?? []);
  return (
    <section className="card generate-column" aria-label={t.model(place + 1)}>
      <div className="column-head">
        <ModelSelect {...{ model, place, models, saved, hasRun, onModels }} />
        {models.length > 1 && (
          <Button
            className="button quiet icon-only"
            aria-label={t.removeColumn(name)}
            onPress={() => onModels(models.filter((other) => other !== model))}
          >
            <span aria-hidden="true">✕</span>
          </Button>
        )}
      </div>
      <p className="column-verdict">
        {verdict !== null && <VerdictWords verdict={verdict} />}
        {verdict === null && column?.phase === 'done' && (
          <span className="muted">{t.untested}</span>
        )}
        {column !== undefined && column.step !== null && (
          <span className="muted">{t.atStep(column.step)}</span>
        )}
      </p>
      {column === undefined && <p className="muted">{t.nothing}</p>}
      {column !== undefined && <ColumnProgress column={column} />}
      {column !== undefined && column.failure !== null && (
        <ColumnFailure failure={column.failure} />
      )}
      {column?.completions.map((completion, index) => (
        <CompletionView
          key={`${round} ${index}`}
          isActive={index === active}
          onActivate={() => setActive(index)}
          {...{ model, name, index, completion }}
          isAlone={column.completions.length === 1}
          isWorking={isColumnWorking(column)}
          prompt={asked?.text ?? ''}
        />
      ))}
    </section>
  );
}
