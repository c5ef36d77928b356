import type { ReactNode } from 'react';
import {
  analysisSchema,
  checkSchema,
  reflectionSchema,
  repairSchema,
  voteSchema,
} from '../../vul2safe/answers.ts';
import type { Step } from '../../vul2safe/contract.ts';
import { useLocale, useText } from '../i18n/language.ts';
import { CodeDiff } from './CodeDiff.tsx';
import { GatesTable, PromptList } from './GatesTable.tsx';

type CallStep = Extract<Step, { kind: 'call' }>;

/** What a model wrote. */
const Said = ({ children }: { children: string }) => (
  <p className="v2s-said" translate="no">
    {children}
  </p>
);

function Verdicts(props: { isFixed: boolean; isFunctionKept: boolean; isNothingNew: boolean }) {
  const t = useText().vul2safe;
  return (
    <ul className="v2s-verdicts">
      {(['isFixed', 'isFunctionKept', 'isNothingNew'] as const).map((name) => (
        <li key={name} data-good={props[name]}>
          {props[name] ? '✓' : '✗'} {t.verdicts[name][props[name] ? 'yes' : 'no']}
        </li>
      ))}
    </ul>
  );
}

/** What the answer says, in the form of its stage; null when it could not be read. */
function Answer({ step, before }: { step: CallStep; before: string }): ReactNode {
  const { messages, format } = useLocale();
  const t = messages.vul2safe;
  const { stage, value } = step;
  if (value === null) return null;
  switch (stage) {
    case 'analyse': {
      const { cwe, weakness, cause, lines } = analysisSchema.parse(value);
      return (
        <>
          <p>
            <strong translate="no">{cwe}</strong>{' '}
            {lines.length > 0 && t.lines(format.list(lines.map(String)))}
          </p>
          <Said>{weakness}</Said>
          <Said>{cause}</Said>
        </>
      );
    }
    case 'repair':
    case 'revise': {
      const { explanation, code } = repairSchema.parse(value);
      return (
        <>
          <Said>{explanation}</Said>
          <CodeDiff before={before} after={code} names={[t.before, t.after]} />
        </>
      );
    }
    case 'reflect': {
      const { reasoning, advice, ...verdicts } = reflectionSchema.parse(value);
      return (
        <>
          <Said>{reasoning}</Said>
          <Verdicts {...verdicts} />
          {advice !== '' && (
            <p>
              <span>{t.advice}</span> <span translate="no">{advice}</span>
            </p>
          )}
        </>
      );
    }
    case 'vote': {
      const { reasoning, certainty, ...verdicts } = voteSchema.parse(value);
      return (
        <>
          <Said>{reasoning}</Said>
          <Verdicts {...verdicts} />
          <p className="muted">{t.certainty(format.percent(certainty))}</p>
        </>
      );
    }
    case 'check': {
      const { reasoning, givesAway } = checkSchema.parse(value);
      return (
        <>
          <p>{givesAway ? t.givesAway : t.givesNothingAway}</p>
          <Said>{reasoning}</Said>
        </>
      );
    }
    case 'prompts':
    case 'gates':
      return null;
  }
}

/** The messages and answers as they went over the wire. */
function Wire({ step }: { step: CallStep }) {
  const { messages: words, format } = useLocale();
  const t = words.vul2safe;
  const { messages, answers, usage } = step;
  const { promptTokens, completionTokens, isEstimated } = usage;
  return (
    <details className="chart-table">
      <summary>
        {t.wire(format.count(promptTokens), format.count(completionTokens), isEstimated)}
      </summary>
      {[...messages, ...answers.map((content) => ({ role: 'assistant' as const, content }))].map(
        ({ role, content }, i) => (
          <div key={i}>
            <h4>{t.roles[role]}</h4>
            <pre className="code scroll v2s-wire" tabIndex={0} translate="no">
              {content}
            </pre>
          </div>
        ),
      )}
    </details>
  );
}

function Call({ step, before }: { step: CallStep; before: string }) {
  const t = useText().vul2safe;
  const { stage, round, draw, problem } = step;
  const isDrawn = stage === 'vote' || stage === 'check';
  return (
    <>
      <h3>
        {t.stages[stage]} {isDrawn && `${draw + 1}`}
        {!isDrawn && round > 0 && t.round(round)}
      </h3>
      <Answer step={step} before={before} />
      {problem !== '' && (
        <p className="v2s-wrong" lang="en" translate="no">
          {problem}
        </p>
      )}
      <Wire step={step} />
    </>
  );
}

/** One stage as it went. @param before the code that it starts from */
export function StepView({ step, before }: { step: Step; before: string }) {
  switch (step.kind) {
    case 'call':
      return <Call step={step} before={before} />;
    case 'gates':
      return <GatesTable results={step.results} />;
    case 'prompts':
      return <PromptList verdicts={step.verdicts} />;
  }
}
