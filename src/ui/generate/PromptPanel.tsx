import { Button } from 'react-aria-components';
import { splits } from '../../worker/generationContract.ts';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { useText } from '../i18n/language.ts';
import { Icon } from '../Icon.tsx';
import type { Choices } from './choices.ts';
import type { Choose } from './useChoices.ts';
import type { Prompt } from './usePrompt.ts';

/** Chooses a task of the corpus. */
function TaskChoice({ choices, choose }: { choices: Choices; choose: Choose }) {
  const t = useText().generate;
  const { split, number } = choices;
  return (
    <>
      <span className="prompt-from">
        <label htmlFor="generate-split">{t.from}</label>
        <select
          id="generate-split"
          value={split}
          onChange={({ target }) =>
            choose({ split: splits.find((name) => name === target.value) ?? split, number: 1 })
          }
        >
          {splits.map((name) => (
            <option key={name} value={name}>
              {t.splits[name]}
            </option>
          ))}
        </select>
      </span>
      <span className="number">{t.task(number)}</span>
      <Button className="button" onPress={() => choose({ number: number + 1 })}>
        <Icon name="next" /> {t.another}
      </Button>
    </>
  );
}

interface PromptPanelProps {
  readonly choices: Choices;
  readonly choose: Choose;
  readonly prompt: Prompt;
}

/** The prompt: a task of the corpus, which can be changed into a text of one's own. */
export function PromptPanel({ choices, choose, prompt }: PromptPanelProps) {
  const t = useText().generate;
  const { task, failure, isOwn } = prompt;
  return (
    <>
      <div className="mask-head">
        <h2 id="generate-prompt">{t.prompt}</h2>
        {isOwn ? (
          <Button className="button" onPress={prompt.backToTask}>
            {t.backToTask}
          </Button>
        ) : (
          <TaskChoice choices={choices} choose={choose} />
        )}
      </div>
      <textarea
        className="code prompt-text"
        aria-labelledby="generate-prompt"
        aria-describedby="generate-prompt-note"
        rows={5}
        spellCheck={false}
        value={prompt.text}
        onChange={({ target }) => prompt.write(target.value)}
        onBlur={prompt.settle}
      />
      <p id="generate-prompt-note" className="muted">
        {isOwn ? (
          <>
            {t.isOwn} {prompt.isUnlinked && t.ownStays}
          </>
        ) : task === null ? (
          failure === null && t.reading
        ) : (
          <span lang="en" translate="no">
            {task.cwe}: {task.title}
          </span>
        )}
      </p>
      {failure !== null && <FailureWords text={`${failure.message} ${failure.hint}`} />}
    </>
  );
}
