import { Button } from 'react-aria-components';
import type { WritingOptions } from '../../worker/generationContract.ts';
import { useText } from '../i18n/language.ts';
import { Icon } from '../Icon.tsx';
import { usePage, usePageState } from '../page.ts';
import { isSameAsked, isWorking } from '../state/generationState.ts';
import type { Choose } from './useChoices.ts';
import { useModelName } from './useModelName.ts';
import type { Prompt } from './usePrompt.ts';

interface GenerateBarProps {
  readonly models: readonly string[];
  readonly prompt: Prompt;
  readonly options: WritingOptions;
  readonly choose: Choose;
}

/** Generate or cancel, and what to know before. */
export function GenerateBar({ models, prompt, options, choose }: GenerateBarProps) {
  const t = useText().generate;
  const { generation } = usePage();
  const isBusy = usePageState((state) => isWorking(state.generation));
  const asked = usePageState((state) => state.generation.asked);
  const hasEngine = usePageState((state) => state.run.engine !== null);
  const isTraining = usePageState((state) => state.run.trainer === 'running');
  const nameOf = useModelName();
  const next = { prompt: prompt.ref, text: prompt.text, options };
  const isReady = prompt.isOwn ? prompt.text !== '' : prompt.task !== null;
  const begin = () => {
    prompt.settle();
    // From now on these columns stay, whatever checkpoints come.
    choose({ models });
    void generation.generate(models, next);
  };
  return (
    <div className="generate-bar">
      {isBusy ? (
        <Button className="button" onPress={generation.cancel}>
          <Icon name="stop" /> {t.cancel}
        </Button>
      ) : (
        <Button className="button primary" isDisabled={!hasEngine || !isReady} onPress={begin}>
          <Icon name="generate" /> {t.generate}
        </Button>
      )}
      {!hasEngine && <span className="muted">{t.noEngine}</span>}
      {isTraining && <span className="muted">{t.betweenSteps}</span>}
      {asked !== null && !isBusy && !isSameAsked(asked, next) && (
        <span className="note">{t.notWritten}</span>
      )}
      <span role="status" className="visually-hidden">
        {isBusy ? t.phases.writing : asked !== null && t.finished(models.map(nameOf))}
      </span>
    </div>
  );
}
