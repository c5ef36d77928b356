import { useState } from 'react';
import type { EvaluationSample } from '../../core/evaluationSample.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import type { StoredHistory } from '../../worker/libraryContract.ts';
import { useText } from '../i18n/language.ts';

function Verdict({ sample }: { sample: EvaluationSample }) {
  const t = useText().compare;
  const isGood = sample.isFunctional && sample.isSecure;
  return (
    <span className="verdict" data-good={isGood}>
      <span aria-hidden="true">{isGood ? '✓' : '✗'}</span>{' '}
      {sample.isFunctional ? t.functional : t.notFunctional},{' '}
      {sample.isSecure ? t.secure : t.notSecure}
    </span>
  );
}

/** The completions of one prompt in one run, from the untrained model to the newest evaluation. */
function Column(props: { run: RunRecord; history: StoredHistory; prompt: string }) {
  const t = useText().compare;
  const { run, history, prompt } = props;
  const written = history.samples.flatMap(({ step, samples }) => {
    const sample = samples.find((other) => other.prompt === prompt);
    return sample === undefined ? [] : [{ step, sample }];
  });
  return (
    <div className="same-prompt-run" role="group" aria-label={run.name}>
      <h3>{run.name}</h3>
      <ol>
        {written.map(({ step, sample }, i) => (
          <li key={step}>
            <p>
              <strong>{t.after(step)}</strong> <Verdict sample={sample} />
            </p>
            {i > 0 && written[i - 1]?.sample.completion === sample.completion ? (
              <p className="muted">{t.unchanged}</p>
            ) : (
              <pre tabIndex={0} className="scroll code" translate="no">
                {sample.completion}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

const columns = 3;

/** The same validation prompt across the checkpoints of the chosen runs, side by side. */
export function SamePrompt(props: {
  runs: readonly RunRecord[];
  histories: ReadonlyMap<string, StoredHistory>;
}) {
  const t = useText().compare;
  const { runs, histories } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = runs.flatMap((run) => {
    const history = histories.get(run.id);
    return history !== undefined && history.samples.length > 0 ? [{ run, history }] : [];
  });
  const samples = shown.flatMap(({ history }) => history.samples.flatMap((at) => at.samples));
  const prompts = new Map(samples.map((sample) => [sample.prompt, sample]));
  const prompt = chosen !== null && prompts.has(chosen) ? chosen : [...prompts.keys()][0];
  if (prompt === undefined) return null;
  return (
    <section className="card compare-overlay" aria-labelledby="same-prompt">
      <h2 id="same-prompt">{t.prompt}</h2>
      <p className="muted">{t.promptMeaning}</p>
      <div className="compare-choices">
        <label htmlFor="same-prompt-choice">{t.choosePrompt}</label>
        <select
          id="same-prompt-choice"
          value={prompt}
          onChange={(event) => setChosen(event.target.value)}
        >
          {[...prompts.values()].map((sample, i) => (
            <option key={sample.prompt} value={sample.prompt}>
              {i + 1} · {sample.cwe ?? '–'} · {sample.family}
            </option>
          ))}
        </select>
      </div>
      <pre tabIndex={0} className="scroll code same-prompt-text" translate="no">
        {prompt}
      </pre>
      <div className="same-prompt">
        {shown.slice(0, columns).map(({ run, history }) => (
          <Column key={run.id} {...{ run, history, prompt }} />
        ))}
      </div>
    </section>
  );
}
