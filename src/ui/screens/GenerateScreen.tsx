/** Generate: one prompt through up to three models, their next tokens, and the tests of what they wrote. */
import { Button } from 'react-aria-components';
import { Column } from '../generate/Column.tsx';
import { mostColumns } from '../generate/choices.ts';
import { DoubtLegend } from '../generate/DoubtLegend.tsx';
import { GenerateBar } from '../generate/GenerateBar.tsx';
import { unusedModel } from '../generate/models.ts';
import { OptionFields } from '../generate/OptionFields.tsx';
import { PromptPanel } from '../generate/PromptPanel.tsx';
import { useChoices } from '../generate/useChoices.ts';
import { useModels } from '../generate/useModels.ts';
import { usePrompt } from '../generate/usePrompt.ts';
import { useText } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import '../styles/compare.css';
import '../styles/data.css';
import '../styles/generate.css';

export function GenerateScreen() {
  const t = useText().generate;
  const { choices, choose } = useChoices();
  const prompt = usePrompt(choices, choose);
  const { saved, hasRun, byDefault } = useModels();
  const models = choices.models ?? byDefault;
  const columns = usePageState((state) => state.generation.columns);
  const hasPlaces = Object.values(columns).some(({ completions }) =>
    completions.some(({ written }) => written.places !== null),
  );
  const next = unusedModel(models, saved, hasRun);
  return (
    <div className="generate">
      <section className="card generate-task" aria-labelledby="generate-prompt">
        <PromptPanel choices={choices} choose={choose} prompt={prompt} />
        <OptionFields options={choices.options} onChange={(options) => choose({ options })} />
        <GenerateBar models={models} prompt={prompt} options={choices.options} choose={choose} />
      </section>
      {hasPlaces && <DoubtLegend />}
      <section className="generate-columns" aria-label={t.columns}>
        {models.map((model, place) => (
          <Column
            key={model}
            model={model}
            place={place}
            models={models}
            saved={saved}
            hasRun={hasRun}
            onModels={(to) => choose({ models: to })}
          />
        ))}
      </section>
      {models.length < mostColumns && next !== null && (
        <div>
          <Button className="button" onPress={() => choose({ models: [...models, next] })}>
            {t.addColumn}
          </Button>
        </div>
      )}
    </div>
  );
}
