import { memo } from 'react';
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import { isFunctional, isSecure, isTested } from '../../core/outcome.ts';
import type { Rollout } from '../../core/rollout.ts';
import { mean, std } from '../../core/statistics.ts';
import { useLocale, useText, type Locale } from '../i18n/language.ts';
import type { LayerName } from '../tokens/layers.ts';
import { Barcode } from './Barcode.tsx';

function Mark({ holds, name }: { holds: boolean; name: string }) {
  const t = useText().tokens.strip;
  return (
    <span className={holds ? 'mark holds' : 'mark'} title={holds ? name : t.not(name)}>
      {holds ? '✓' : '✗'}
    </span>
  );
}

function describe({ index, reward, outcome }: Rollout, { messages, format }: Locale): string {
  const t = messages.tokens.strip;
  const verdict =
    outcome.similarity === undefined
      ? [
          isFunctional(outcome) ? t.works : t.doesNotWork,
          isSecure(outcome) ? t.secure : t.notSecure,
        ]
      : [t.similarityOf(format.short(outcome.similarity))];
  return [t.completion(index + 1), t.reward(format.short(reward)), ...verdict].join(', ');
}

/** What its tests say, or how near it is to the repair where there are none. */
function Verdict({ outcome }: Pick<Rollout, 'outcome'>) {
  const { messages, format } = useLocale();
  const t = messages.tokens.strip;
  if (outcome.similarity !== undefined) {
    return <span className="strip-similarity number">{format.short(outcome.similarity)}</span>;
  }
  return (
    <>
      <Mark holds={isFunctional(outcome)} name={t.works} />
      <Mark holds={isSecure(outcome)} name={t.secure} />
    </>
  );
}

function StripHead({ layer, outcome }: { layer: LayerName } & Pick<Rollout, 'outcome'>) {
  const { strip, layers, groups } = useText().tokens;
  return (
    <div className="strip-row strip-head" aria-hidden>
      <span />
      <span>{layers.names[layer]}</span>
      {isTested(outcome) ? (
        <>
          <span>{strip.works}</span>
          <span>{strip.secure}</span>
        </>
      ) : (
        <span className="strip-similarity">{strip.similarity}</span>
      )}
      <span className="strip-reward">{groups.reward}</span>
    </div>
  );
}

/** Pixels of a row, as in rollouts.css. */
const rowHeight = 28;

/** The completions of one prompt, a barcode each, with the spread that makes their advantages. */
export const GroupStrip = memo(function GroupStrip(props: {
  /** Of one group. */
  rollouts: readonly Rollout[];
  index: number;
  layer: LayerName;
  onSelect: (index: number) => void;
}) {
  const locale = useLocale();
  const t = locale.messages.tokens.strip;
  const { rollouts, index, layer } = props;
  const [first] = rollouts;
  if (first === undefined) return null;
  const width = Math.max(1, ...rollouts.map((r) => r.tokens.length));
  const spread = std(first.groupRewards);
  const { short } = locale.format;
  return (
    <section className="strip card" aria-label={t.label}>
      <h2>
        {t.title}
        <span className="muted number">
          {t.spread(short(mean(first.groupRewards)), short(spread))}
        </span>
      </h2>
      {spread === 0 && <p className="note">{t.zero}</p>}
      <StripHead layer={layer} outcome={first.outcome} />
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight }}>
        <ListBox
          aria-label={t.label}
          className="list"
          style={{ height: Math.min(12, rollouts.length) * rowHeight }}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[index]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys];
            if (typeof key === 'number') props.onSelect(key);
          }}
          items={rollouts}
          dependencies={[layer, width, locale]}
        >
          {(rollout) => (
            <ListBoxItem
              id={rollout.index}
              className="strip-row"
              textValue={describe(rollout, locale)}
              aria-label={describe(rollout, locale)}
            >
              <span className="strip-index number">{rollout.index + 1}</span>
              <Barcode rollout={rollout} layer={layer} width={width} />
              <Verdict outcome={rollout.outcome} />
              <span className="strip-reward number">{short(rollout.reward)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
    </section>
  );
});
