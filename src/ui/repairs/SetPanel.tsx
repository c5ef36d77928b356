import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { useVul2Safe } from './useVul2Safe.ts';

/** What this screen is for, and which set it shows. */
export function SetPanel() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const set = useVul2Safe((state) => state.set);
  return (
    <section className="card v2s-lead" aria-labelledby="v2s-lead">
      <div className="mask-head">
        <h2 id="v2s-lead" tabIndex={-1}>
          {t.title}
        </h2>
        <ToggleButtonGroup
          aria-label={t.shownSet}
          className="segments"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[set]}
          onSelectionChange={(keys) => void vul2safe.open(keys.has('example') ? 'example' : 'own')}
        >
          <ToggleButton id="own" className="segment">
            {t.ownSet}
          </ToggleButton>
          <ToggleButton id="example" className="segment">
            {t.example}
          </ToggleButton>
        </ToggleButtonGroup>
      </div>
      <p>{t.lead}</p>
      <p className="muted">{t.whereCodeGoes}</p>
      {set === 'example' && <p className="note">{t.exampleMeaning}</p>}
    </section>
  );
}

/** What went wrong, and what the browser does not keep. */
export function SetNotes() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const failure = useVul2Safe((state) => state.failure);
  const set = useVul2Safe((state) => state.set);
  const whyMemory = useVul2Safe((state) => state.whyMemory);
  const tornLines = useVul2Safe((state) => state.tornLines);
  return (
    <>
      {failure !== null && (
        <section className="banner" role="alert" data-code={failure.code}>
          <div>
            <p>
              <strong>{t.failed}</strong>
            </p>
            <FailureWords text={`${failure.message} ${failure.hint}`} />
          </div>
          <div className="banner-buttons">
            <Button className="button primary" onPress={() => void vul2safe.open(set)}>
              {t.openAgain}
            </Button>
            <Button className="button" onPress={() => vul2safe.dismissFailure()}>
              {t.dismiss}
            </Button>
          </div>
        </section>
      )}
      {set === 'own' && whyMemory !== null && (
        <div className="note">
          <p>{t.memoryOnly}</p>
          <FailureWords text={whyMemory} />
        </div>
      )}
      {tornLines > 0 && <p className="note">{t.tornLines(tornLines)}</p>}
    </>
  );
}
