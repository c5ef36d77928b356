import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Rollout } from '../../core/rollout.ts';
import type { AdvantageLayer } from '../state/store.ts';
import { formatNumber, formatSigned, levelOf } from '../tokens/scale.ts';
import { showToken } from '../tokens/tokenText.ts';
import { explainToken, type TokenExplanation } from './explanation.ts';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A = (Â + token term) · mask with the numbers of this token. */
function Formula({ told, layer }: { told: TokenExplanation; layer: AdvantageLayer }) {
  const isOutcome = layer === 'outcome';
  const shown = isOutcome ? (told.isInLoss ? told.outcomeAdvantage : 0) : told.advantage;
  return (
    <div className="formula">
      <span className="term">
        <span data-testid="advantage" className="token" data-level={levelOf(shown)}>
          {formatSigned(shown)}
        </span>
        <small>advantage</small>
      </span>
      <span className="sign">=</span>
      <span className="term">
        <span>{formatSigned(told.outcomeAdvantage)}</span>
        <small>outcome</small>
      </span>
      <span className="sign">+</span>
      <span className={isOutcome ? 'term left-out' : 'term'}>
        <span>{formatSigned(told.tokenAdvantage)}</span>
        <small>{isOutcome ? 'left out' : 'token term'}</small>
      </span>
      {!told.isInLoss && (
        <>
          <span className="sign">×</span>
          <span className="term">
            <span>0</span>
            <small>not in the loss</small>
          </span>
        </>
      )}
    </div>
  );
}

function RewardFacts({ told }: { told: TokenExplanation }) {
  return (
    <dl className="facts">
      <Fact name="Outcome reward">{formatNumber(told.reward)}</Fact>
      {told.rewardParts.map((part) => (
        <Fact key={part.name} name={`· ${part.name}`}>
          {formatNumber(part.value)} × {formatNumber(part.weight)}
        </Fact>
      ))}
      <Fact name="Group mean, std">
        {formatNumber(told.groupMean)}, {formatNumber(told.groupStd)}
      </Fact>
    </dl>
  );
}

function EvidenceFacts({ told }: { told: TokenExplanation }) {
  const { provenance } = told;
  return (
    <dl className="facts">
      <Fact name="Pair">{told.pair}</Fact>
      <Fact name="Weakness">{told.cwe}</Fact>
      {provenance !== null && (
        <>
          <Fact name="Side, rule">
            {provenance.side}, {provenance.rule}
          </Fact>
          <Fact name="Hunk">
            {provenance.hunk === null
              ? 'none'
              : `${provenance.hunk + 1}, ${provenance.operation ?? ''}`}
          </Fact>
          {provenance.reference !== null && (
            <Fact name="Reference token">
              <code>{showToken(provenance.reference.text)}</code> #{provenance.reference.index},{' '}
              {Math.round(100 * provenance.reference.overlap)} % overlap
            </Fact>
          )}
        </>
      )}
    </dl>
  );
}

function PolicyFacts({ told }: { told: TokenExplanation }) {
  return (
    <dl className="facts">
      <Fact name="log π at the update">{formatNumber(told.logprob)}</Fact>
      <Fact name="log π when written">{formatNumber(told.oldLogprob)}</Fact>
      <Fact name="log π of the reference">{formatNumber(told.refLogprob)}</Fact>
      <Fact name="Ratio">
        {formatNumber(told.ratio)}
        {told.isClipped ? ', clipped' : ', not clipped'}
      </Fact>
      <Fact name="KL to the reference (k1)">{formatNumber(told.klToReference)}</Fact>
      <Fact name="Entropy">{formatNumber(told.entropy)}</Fact>
    </dl>
  );
}

function CopyButton({ told }: { told: TokenExplanation }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(JSON.stringify(told, null, 2)).then(
      () => setAnswer('Copied'),
      () => setAnswer('The browser refused'),
    );
  };
  return (
    <Button className="button quiet" onPress={copy} onBlur={() => setAnswer(null)}>
      {answer ?? 'Copy as JSON'}
    </Button>
  );
}

/** Why this token has this advantage, with every number that went into it. */
export function Inspector(props: {
  rollout: Rollout;
  token: number;
  isPinned: boolean;
  layer: AdvantageLayer;
}) {
  const told = explainToken(props.rollout, props.token);
  return (
    <aside className="card inspector" aria-label="Why this token">
      <div className="inspector-head">
        <code className="inspector-token">{showToken(told.token)}</code>
        <span className="muted number">token {told.position}</span>
        {props.isPinned && <span className="badge">pinned · Esc</span>}
      </div>
      <Formula told={told} layer={props.layer} />
      <p className="cause" data-testid="cause">
        {told.cause}
      </p>
      <h4>Evidence</h4>
      <EvidenceFacts told={told} />
      <h4>Outcome of the whole completion</h4>
      <RewardFacts told={told} />
      <h4>Policy</h4>
      <PolicyFacts told={told} />
      <CopyButton told={told} />
    </aside>
  );
}
