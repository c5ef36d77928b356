import { ListBox, ListBoxItem } from 'react-aria-components';
import { isFunctional, isSecure } from '../../core/outcome.ts';
import type { Rollout } from '../../core/rollout.ts';
import { mean, std } from '../../core/statistics.ts';
import type { AdvantageLayer } from '../state/store.ts';
import { formatNumber } from '../tokens/scale.ts';
import { Barcode } from './Barcode.tsx';

/** Works and secure as letters and signs, so that colour says nothing alone. */
export function Marks({ rollout }: { rollout: Rollout }) {
  const marks = [
    { name: 'works', holds: isFunctional(rollout.outcome) },
    { name: 'secure', holds: isSecure(rollout.outcome) },
  ];
  return (
    <span className="marks">
      {marks.map(({ name, holds }) => (
        <span key={name} className={holds ? 'mark holds' : 'mark'}>
          <span aria-hidden>{holds ? '✓' : '✗'}</span> {holds ? name : `not ${name}`}
        </span>
      ))}
    </span>
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
          mean {formatNumber(mean(selected.groupRewards))} · std {formatNumber(spread)}
        </span>
      </h3>
      {spread === 0 && (
        <p className="note">
          All rewards are equal: the outcome teaches nothing here, only token rewards do.
        </p>
      )}
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
            textValue={`Completion ${rollout.index + 1}, reward ${formatNumber(rollout.reward)}`}
          >
            <span className="strip-index number">{rollout.index + 1}</span>
            <Barcode rollout={rollout} layer={layer} width={width} />
            <span className="strip-reward number">{formatNumber(rollout.reward)}</span>
            <Marks rollout={rollout} />
          </ListBoxItem>
        ))}
      </ListBox>
    </section>
  );
}
