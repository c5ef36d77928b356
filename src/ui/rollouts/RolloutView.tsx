import { useState, type KeyboardEvent } from 'react';
import { Button } from 'react-aria-components';
import type { Rollout } from '../../core/rollout.ts';
import { causeOf } from '../inspector/cause.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { PairView } from '../inspector/PairView.tsx';
import { OutcomeCases } from '../inspector/OutcomeCases.tsx';
import type { AdvantageLayer } from '../state/store.ts';
import { Legend } from '../tokens/Legend.tsx';
import { formatSigned, layerAdvantages } from '../tokens/scale.ts';
import { TokenCode } from '../tokens/TokenCode.tsx';
import { TokenTable } from '../tokens/TokenTable.tsx';
import { speakToken } from '../tokens/tokenText.ts';

/** Where the cursor begins: the first rewarded token that shows something, else the first token. */
function firstTelling({ tokens, tokenAdvantages }: Rollout): number {
  const isRewarded = (t: number) => tokenAdvantages[t] !== 0;
  const visible = tokens.findIndex((token, t) => isRewarded(t) && token.trim() !== '');
  return Math.max(0, visible === -1 ? tokens.findIndex((_, t) => isRewarded(t)) : visible);
}

interface RolloutViewProps {
  readonly rollout: Rollout;
  readonly layer: AdvantageLayer;
  /** The reader pinned a token, so the rollout must stay on screen. */
  readonly onHold: () => void;
}

/** One rollout: its tokens, the inspector of the token under the pointer or cursor, and its pair. */
export function RolloutView({ rollout, layer, onHold }: RolloutViewProps) {
  const [cursor, setCursor] = useState(() => firstTelling(rollout));
  const [hovered, setHovered] = useState<number | null>(null);
  const [pinned, setPinned] = useState<number | null>(null);
  const [isTable, setIsTable] = useState(false);
  const [spoken, setSpoken] = useState('');
  const token = pinned ?? hovered ?? cursor;

  const speak = (t: number) => {
    const advantage = formatSigned(layerAdvantages(rollout, layer)[t] ?? 0);
    setSpoken(
      `${speakToken(rollout.tokens[t] ?? '')}, advantage ${advantage}. ${causeOf(rollout, t)}`,
    );
  };
  const move = (t: number) => {
    setCursor(t);
    if (pinned !== null) setPinned(t);
    speak(t);
  };
  const pin = (t: number | null) => {
    setPinned(t);
    if (t !== null) {
      onHold();
      speak(t);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      setIsTable(!isTable);
    }
  };

  return (
    <div className="rollout" onKeyDown={onKeyDown}>
      <section className="card" aria-label="Rollout">
        <div className="prompt">
          <h3>Prompt</h3>
          <Button
            className="button quiet small"
            aria-pressed={isTable}
            onPress={() => setIsTable(!isTable)}
          >
            Table <kbd>T</kbd>
          </Button>
          <pre>{rollout.prompt.trim()}</pre>
        </div>
        <TokenCode
          rollout={rollout}
          layer={layer}
          cursor={cursor}
          pinned={pinned}
          onHover={setHovered}
          onMove={move}
          onPin={pin}
        />
        <Legend />
        <p className="keys">
          <kbd>←</kbd> <kbd>→</kbd> token · <kbd>Alt</kbd> <kbd>→</kbd> next rewarded · <kbd>↑</kbd>{' '}
          <kbd>↓</kbd> line · <kbd>Enter</kbd> pin
        </p>
        {isTable && <TokenTable rollout={rollout} />}
      </section>
      <Inspector rollout={rollout} token={token} isPinned={pinned !== null} layer={layer} />
      <PairView pair={rollout.pair} provenance={rollout.provenance[token]} />
      <OutcomeCases outcome={rollout.outcome} code={rollout.prompt + rollout.completion} />
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </div>
  );
}
