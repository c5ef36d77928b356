import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Rollout } from '../../core/rollout.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import { useLocale, useText } from '../i18n/language.ts';
import { layerLevel, layers } from '../tokens/layers.ts';
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

interface Term {
  readonly sign: '' | '=' | '+' | '−' | '×';
  readonly value: string;
  readonly name: string;
}

/** The sum behind the advantage, term by term; those that are 0 everywhere in this run are left away. */
function useTerms(told: TokenExplanation): Term[] {
  const { messages, format } = useLocale();
  const t = messages.tokens.inspector;
  /** What is added below 0 is taken off. */
  const term = (value: number, name: string): Term => ({
    sign: value < 0 ? '−' : '+',
    value: format.number(Math.abs(value), { minimumFractionDigits: 2, maximumFractionDigits: 3 }),
    name,
  });
  return [
    { sign: '=', value: format.signed(told.outcomeAdvantage), name: t.outcome },
    term(told.tokenAdvantage, t.tokenTerm),
    ...(told.klReward === 0 && told.klAdvantage === 0 ? [] : [term(told.klAdvantage, t.klTerm)]),
    ...(told.advantageShift === 0 ? [] : [term(-told.advantageShift, t.shift)]),
    ...(told.isInLoss ? [] : [{ sign: '×', value: '0', name: t.notInLoss } as const]),
    ...(told.isInLoss && !told.isInEntropyFilter
      ? [{ sign: '×', value: '0', name: t.filtered } as const]
      : []),
  ];
}

/** A = (outcome + token term + …) · mask with the numbers of this token, and where each of them comes from. */
function Formula({ told }: { told: TokenExplanation }) {
  const { messages, format } = useLocale();
  const t = messages.tokens;
  const terms = useTerms(told);
  return (
    <div className="formula">
      <div className="formula-sum">
        <span className="term">
          <span
            data-testid="advantage"
            className="token"
            data-level={layerLevel(layers.advantage, told.advantage)}
          >
            {format.signed(told.advantage)}
          </span>
          <small>{t.inspector.advantage}</small>
        </span>
        {terms.map(({ sign, value, name }) => (
          <span key={name} className="signed-term">
            <span className="sign">{sign}</span>
            <span className="term">
              <span>{value}</span>
              <small>{name}</small>
            </span>
          </span>
        ))}
      </div>
      {told.formulas.length > 0 && (
        <ul className="formula-lines" aria-label={t.formulas.label}>
          {told.formulas.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Causes({ told }: { told: TokenExplanation }) {
  return (
    <div className="causes">
      <p className="cause" data-testid="cause">
        {told.cause}
      </p>
      {told.outcomeCause !== '' && <p className="muted">{told.outcomeCause}</p>}
    </div>
  );
}

function EvidenceFacts({ told }: { told: TokenExplanation }) {
  const { messages, format } = useLocale();
  const t = messages.tokens.inspector;
  const { provenance } = told;
  const reference = provenance?.reference ?? null;
  return (
    <dl className="facts">
      <Fact name={t.pair}>
        <span translate="no">{told.pair}</span>
      </Fact>
      <Fact name={t.weakness}>
        <span translate="no">{told.cwe}</span>
      </Fact>
      {told.pairProvenance !== null && (
        <Fact name={messages.data.confidence}>
          {format.number(told.pairProvenance.confidence, { maximumFractionDigits: 2 })},{' '}
          <span translate="no">
            {told.pairProvenance.model} · {told.pairProvenance.origin}
          </span>
        </Fact>
      )}
      {provenance !== null && (
        <>
          {provenance.source !== null && (
            <Fact name={t.source}>{t.sources[provenance.source]}</Fact>
          )}
          <Fact name={t.sideRule}>
            {t.sides[provenance.side]}, {t.rules[provenance.rule]}
          </Fact>
          {provenance.hunk !== null && (
            <Fact name={t.hunk}>
              {provenance.hunk + 1}
              {provenance.operation !== null && `, ${t.operations[provenance.operation]}`}
            </Fact>
          )}
          {reference !== null && (
            <Fact name={t.reference}>
              <code>{showToken(reference.text)}</code> #{reference.index},{' '}
              {t.overlap(format.percent(reference.overlap))}
            </Fact>
          )}
        </>
      )}
      <Fact name={t.tokenReward}>{format.signed(told.tokenReward)}</Fact>
    </dl>
  );
}

function PolicyFacts({ told }: { told: TokenExplanation }) {
  const { messages, format } = useLocale();
  const t = messages.tokens.inspector;
  return (
    <dl className="facts">
      <Fact name={t.logprob}>{format.number(told.logprob)}</Fact>
      <Fact name={t.oldLogprob}>{format.number(told.oldLogprob)}</Fact>
      <Fact name={t.refLogprob}>{format.number(told.refLogprob)}</Fact>
      <Fact name={t.change}>{format.signed(told.logprobChange)}</Fact>
      <Fact name={t.ratio}>
        {format.number(told.ratio)}, {told.isClipped ? t.clipped : t.notClipped}
      </Fact>
      <Fact name={t.kl}>{format.number(told.kl)}</Fact>
      {told.value !== null && <Fact name={t.value}>{format.signed(told.value)}</Fact>}
      <Fact name={t.entropy}>{format.number(told.entropy)}</Fact>
    </dl>
  );
}

function CopyButton({ told }: { told: TokenExplanation }) {
  const t = useText().tokens.inspector;
  const [answer, setAnswer] = useState<string | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(JSON.stringify(told, null, 2)).then(
      () => setAnswer(t.copied),
      () => setAnswer(t.refused),
    );
  };
  return (
    <Button className="button small" onPress={copy} onBlur={() => setAnswer(null)}>
      {answer ?? t.copy}
    </Button>
  );
}

export interface InspectorProps {
  readonly rollout: Rollout;
  readonly token: number;
  readonly isPinned: boolean;
  /** What the step was trained with, or null when that is not known. */
  readonly settings: RunConfig | null;
  /** The outcome's part, which can be taken apart. */
  readonly children?: ReactNode;
}

/** Why this token has this advantage, with every number that went into it. */
export function Inspector({ rollout, token, isPinned, settings, children }: InspectorProps) {
  const locale = useLocale();
  const t = locale.messages.tokens.inspector;
  const told = explainToken(rollout, token, settings, locale);
  return (
    <aside className="card inspector" aria-label={t.label}>
      <div className="inspector-head">
        <code className="inspector-token">{showToken(told.token)}</code>
        <span className="muted number">{t.position(told.position)}</span>
        {isPinned && <span className="badge">{t.pinned}</span>}
      </div>
      <Formula told={told} />
      <Causes told={told} />
      <h3>{t.evidence}</h3>
      <EvidenceFacts told={told} />
      {children}
      <h3>{t.policy}</h3>
      <PolicyFacts told={told} />
      <CopyButton told={told} />
    </aside>
  );
}

/** The formula and the cause alone, where room is scarce. */
export function InspectorLine({ rollout, token }: { rollout: Rollout; token: number }) {
  const locale = useLocale();
  const told = explainToken(rollout, token, null, locale);
  return (
    <aside className="inspector-line" aria-label={locale.messages.tokens.inspector.label}>
      <code className="inspector-token">{showToken(told.token)}</code>
      <Formula told={told} />
      <Causes told={told} />
    </aside>
  );
}
