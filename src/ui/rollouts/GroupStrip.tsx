import { ListBox, ListBoxItem } from 'react-aria-components';
import { isFunctional, isSecure, isTested } from '../../core/outcome.ts';
import type { Rollout } from '../../core/rollout.ts';
import { mean, std } from '../../core/statistics.ts';
import type { AdvantageLayer } from '../state/store.ts';
import { formatShort } from '../tokens/scale.ts';
import { Barcode } from './Barcode.tsx';

function Mark({ holds, name }: { holds: boolean; name: string }) {
  return (
    <span className={holds ? 'mark holds' : 'mark'} title={holds ? name : `not ${name}`}>
      {holds ? '✓' : '✗'}
    </span>
  );
}

function describe({ index, reward, outcome }: Rollout): string {
  const verdict =
    outcome.similarity === undefined
      ? [
          isFunctional(outcome) ? 'works' : 'does not work',
          isSecure(outcome) ? 'secure' : 'not secure',
        ]
      : [`similarity ${formatShort(outcome.similarity)}`];
  return [`Completion ${index + 1}`, `reward ${formatShort(reward)}`, ...verdict].join(', ');
}

/** What its tests say, or how near it is to the repair where there are none. */
function Verdict({ outcome }: Pick<Rollout, 'outcome'>) {
  if (outcome.similarity !== undefined) {
    return <span className="strip-similarity number">{formatShort(outcome.similarity)}</span>;
  }
  return (
    <>
      <Mark holds={isFunctional(outcome)} name="works" />
      <Mark holds={isSecure(outcome)} name="secure" />
    </>
  );
}

/** The completions of one prompt, a row each, with the spread that makes their advantages. */
export function GroupStrip(props: {
  rollouts: readonly Rollout[];
  selected: Rollout;
  layer: AdvantageLayer;
  onSelect: (index: number) => void;
}) {
  const { rollouts, selected, layer } = props;
  const width = Math.max(1, ...rollouts.map((r) => r.tokens.length));
  const spread = std(selected.groupRewards);
  return (
    <section className="strip" aria-label="Completions of this prompt">
      <h3>
        Its completions
        <span className="muted number">
          mean {formatShort(mean(selected.groupRewards))} · std {formatShort(spread)}
        </span>
      </h3>
      {spread === 0 && (
        <p className="note">
          All rewards are equal: the outcome teaches nothing here, only token rewards do.
        </p>
      )}
      <div className="strip-row strip-head" aria-hidden>
        <span />
        <span>advantages</span>
        {isTested(selected.outcome) ? (
          <>
            <span>works</span>
            <span>secure</span>
          </>
        ) : (
          <span className="strip-similarity">similarity</span>
        )}
        <span className="strip-reward">reward</span>
      </div>
      <ListBox
        aria-label="Completions of this prompt"
        className="list"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[selected.index]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (typeof key === 'number') props.onSelect(key);
        }}
      >
        {rollouts.map((rollout) => (
          <ListBoxItem
            key={rollout.index}
            id={rollout.index}
            className="strip-row"
            textValue={describe(rollout)}
            aria-label={describe(rollout)}
          >
            <span className="strip-index number">{rollout.index + 1}</span>
            <Barcode rollout={rollout} layer={layer} width={width} />
            <Verdict outcome={rollout.outcome} />
            <span className="strip-reward number">{formatShort(rollout.reward)}</span>
          </ListBoxItem>
        ))}
      </ListBox>
    </section>
  );
}
