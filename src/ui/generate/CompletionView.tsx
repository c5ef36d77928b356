import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { OutcomeCases } from '../inspector/OutcomeCases.tsx';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { mostDoubtful, verdictOf, type CompletionState } from '../state/generationState.ts';
import { Alternatives } from './Alternatives.tsx';
import { CompletionTokens } from './CompletionTokens.tsx';
import { VerdictWords } from './VerdictWords.tsx';

interface CompletionViewProps {
  readonly model: string;
  /** The model's name on the screen. */
  readonly name: string;
  readonly index: number;
  readonly completion: CompletionState;
  readonly isAlone: boolean;
  /** The one of its column whose other tokens are shown. */
  readonly isActive: boolean;
  readonly onActivate: () => void;
  readonly isWorking: boolean;
  /** What it continues. */
  readonly prompt: string;
}

/** The cases of the tests, folded: the verdict says the rest. */
function Tests({
  name,
  index,
  completion,
  prompt,
}: Pick<CompletionViewProps, 'name' | 'index' | 'completion' | 'prompt'>) {
  const t = useText().generate;
  const { outcome, text } = completion.written;
  if (outcome === null) return null;
  const passed = outcome.cases.filter((one) => one.passed).length;
  return (
    <details>
      <summary>{t.passed(passed, outcome.cases.length)}</summary>
      <OutcomeCases outcome={outcome} code={prompt + text} label={t.tests(name, index + 1)} />
    </details>
  );
}

/** One completion: its tokens, what else could stand at the inspected place, and its tests. */
export function CompletionView(props: CompletionViewProps) {
  const { model, name, index, completion, isAlone, isActive, isWorking } = props;
  const t = useText().generate;
  const { generation } = usePage();
  const { written, own } = completion;
  const [chosen, setChosen] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const tokens = useRef<HTMLDivElement>(null);
  const places = written.places;
  const last = Math.max(0, (places?.length ?? written.tokens.length) - 1);
  const cursor = Math.min(chosen ?? mostDoubtful(places), last);
  const at = Math.min(hovered ?? cursor, last);
  const verdict = isAlone ? null : verdictOf([written]);
  const place = isActive ? places?.[at] : undefined;
  const writeOn = (id: number) => {
    setChosen(at);
    setHovered(null);
    tokens.current?.focus();
    void generation.writeOn(model, index, at, id);
  };
  return (
    <div className="completion" role="group" aria-label={t.completion(index + 1)}>
      {!isAlone && (
        <h3>
          {t.completion(index + 1)} {verdict !== null && <VerdictWords verdict={verdict} />}
        </h3>
      )}
      <CompletionTokens
        box={tokens}
        written={written}
        label={t.tokens(name, index + 1)}
        {...{ cursor, at }}
        onFocus={props.onActivate}
        onMove={setChosen}
        onHover={setHovered}
      />
      {written.isTruncated && !isWorking && <p className="muted">{t.cut}</p>}
      {place !== undefined && (
        <Alternatives
          label={t.alternatives(name, index + 1)}
          {...{ place, at }}
          id={written.ids[at] ?? null}
          isDisabled={isWorking}
          onChoose={writeOn}
        />
      )}
      {own !== null && !isWorking && (
        <p className="muted">
          {t.isChanged}{' '}
          <Button className="button small" onPress={() => generation.restore(model, index)}>
            {t.restore}
          </Button>
        </p>
      )}
      <Tests {...{ name, index, completion }} prompt={props.prompt} />
    </div>
  );
}
