import { useCallback } from 'react';
import { isEnded, type ItemSummary, type Story } from '../../vul2safe/contract.ts';
import { useAnswer } from '../data/answer.ts';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { useLocale, useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { CodeDiff } from './CodeDiff.tsx';
import { StepView } from './StepView.tsx';
import { StoryActions } from './StoryActions.tsx';
import { codeBefore, numbersOf } from './storyNumbers.ts';
import { useVul2Safe } from './useVul2Safe.ts';

function Facts({ item, story }: { item: ItemSummary; story: Story | null }) {
  const { messages, format } = useLocale();
  const t = messages.vul2safe;
  const price = useVul2Safe((state) => state.setup.settings.price);
  const numbers = story && numbersOf(story, price);
  const number = (value: number) => format.number(value, { maximumFractionDigits: 4 });
  return (
    <dl className="facts v2s-facts">
      <div>
        <dt>{t.weakness}</dt>
        <dd translate="no">{item.cwe || '–'}</dd>
      </div>
      <div>
        <dt>{t.confidence}</dt>
        <dd>
          {item.confidence === null
            ? '–'
            : format.number(item.confidence, { maximumFractionDigits: 2 })}
        </dd>
      </div>
      <div>
        <dt>{t.rounds}</dt>
        <dd>{format.count(item.round)}</dd>
      </div>
      {numbers !== null && (
        <div>
          <dt>{t.took}</dt>
          <dd>
            {t.tookMeaning(numbers.calls, numbers.tokens, numbers.isEstimated)}
            {numbers.cost > 0 && t.costTaken(number(numbers.cost))}
          </dd>
        </div>
      )}
      {story !== null && (
        <div>
          <dt>{t.origin}</dt>
          <dd translate="no">
            {story.item.origin} · {story.model}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Text in the code that addresses the model, where it stands. */
function Flags({ story }: { story: Story }) {
  const t = useText().vul2safe;
  if (story.flags.length === 0) return null;
  return (
    <div className="note">
      <h3>⚑ {t.flags}</h3>
      <ul className="v2s-flags">
        {story.flags.map(({ message, start, end }, i) => (
          <li key={i}>
            <span lang="en" translate="no">
              {message}
            </span>{' '}
            <code>{story.item.code.slice(start, Math.min(end, start + 300))}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function StoryBody({ item, story }: { item: ItemSummary; story: Story }) {
  const t = useText().vul2safe;
  const { steps } = story;
  return (
    <>
      <StoryActions item={item} story={story} />
      <Flags story={story} />
      {story.secure !== null && (
        <>
          <h3>{t.wholeRepair}</h3>
          <CodeDiff before={story.item.code} after={story.secure} names={[t.source, t.repair]} />
        </>
      )}
      {steps.length === 0 && <p className="muted">{t.noSteps}</p>}
      <ol className="v2s-steps">
        {steps.map((step, i) => (
          <li key={i}>
            <StepView step={step} before={codeBefore(steps, i, story.item.code)} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** Everything about one item: what was asked and answered at each stage, and what a person may decide. */
export function StoryPane({ item }: { item: ItemSummary }) {
  const { messages } = useLocale();
  const t = messages.vul2safe;
  const { vul2safe } = usePage();
  // While it is worked on its story stays the former one; it is read anew at each end.
  const mark = isEnded(item.state) ? item : item.id;
  const ask = useCallback(
    () => vul2safe.view(typeof mark === 'string' ? mark : mark.id),
    [vul2safe, mark],
  );
  const { value, failure } = useAnswer(ask);
  const view = value?.source.id === item.id ? value : null;
  return (
    <section className="card v2s-story" aria-labelledby="v2s-story">
      <div className="mask-head">
        <h2 id="v2s-story" tabIndex={-1}>
          <span translate="no">{item.id}</span>
        </h2>
        <strong role="status" className="v2s-state" data-state={item.state}>
          {t.states[item.state]}
        </strong>
      </div>
      {item.reason !== null && (
        <p>
          {t.reasons[item.reason.code]}{' '}
          {item.reason.message !== t.reasons[item.reason.code] && (
            <span className="muted" lang="en" translate="no">
              {item.reason.message}
            </span>
          )}
        </p>
      )}
      <Facts item={item} story={view?.story ?? null} />
      {failure !== null && <FailureWords text={`${failure.message} ${failure.hint}`} />}
      {view !== null && view.story === null && (
        <>
          <p className="muted">{t.notYet}</p>
          <pre className="code scroll" tabIndex={0} aria-label={t.source} translate="no">
            {view.source.code}
          </pre>
        </>
      )}
      {view?.story && <StoryBody key={item.id} item={item} story={view.story} />}
    </section>
  );
}
