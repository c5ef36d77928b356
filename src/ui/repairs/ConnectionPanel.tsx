import { Button, Checkbox } from 'react-aria-components';
import { addressProblem } from '../../vul2safe/providers/endpoint.ts';
import type { WorkSetup } from '../../worker/vul2safeContract.ts';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { orderOf } from '../state/vul2safeController.ts';
import { defaultSetup } from '../state/vul2safeState.ts';
import { DiagnosisView } from './DiagnosisView.tsx';
import { useVul2Safe } from './useVul2Safe.ts';

type Provider = WorkSetup['provider'];
type Endpoint = Extract<Provider, { kind: 'openai' }>;
const defaultEndpoint = defaultSetup.provider;

function Box(props: {
  label: string;
  meaning: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
}) {
  return (
    <div className="v2s-box">
      <Checkbox className="checkbox" isSelected={props.isSelected} onChange={props.onChange}>
        <span className="box" aria-hidden />
        {props.label}
      </Checkbox>
      <span className="description">{props.meaning}</span>
    </div>
  );
}

function KeyField() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const key = useVul2Safe((state) => state.key);
  const isKept = useVul2Safe((state) => state.isKeyKept);
  return (
    <>
      <label htmlFor="v2s-key">{t.key}</label>
      <input
        id="v2s-key"
        type="password"
        value={key}
        autoComplete="off"
        aria-describedby="v2s-key-meaning"
        onChange={(event) => vul2safe.setKey(event.target.value)}
      />
      <span id="v2s-key-meaning" className="description">
        {t.keyMeaning}
      </span>
      <Box
        label={t.keepKey}
        meaning={t.keepKeyMeaning}
        isSelected={isKept}
        onChange={(next) => vul2safe.keepKey(next)}
      />
    </>
  );
}

function EndpointFields(props: { endpoint: Endpoint; onChange: (next: Provider) => void }) {
  const t = useText().vul2safe;
  const { endpoint, onChange } = props;
  const models = useVul2Safe((state) => state.diagnosis?.models);
  const problem = addressProblem(endpoint.endpoint, location.origin);
  return (
    <>
      <label htmlFor="v2s-endpoint">{t.endpoint}</label>
      <input
        id="v2s-endpoint"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        value={endpoint.endpoint}
        aria-invalid={problem !== null}
        aria-describedby="v2s-endpoint-meaning"
        onChange={(event) => onChange({ ...endpoint, endpoint: event.target.value.trim() })}
      />
      <span id="v2s-endpoint-meaning" className="description">
        {problem === null ? (
          t.endpointMeaning
        ) : (
          <span lang="en" translate="no" className="v2s-wrong">
            {problem.message} {problem.hint}
          </span>
        )}
      </span>
      <label htmlFor="v2s-model">{t.model}</label>
      <input
        id="v2s-model"
        list="v2s-models"
        autoComplete="off"
        spellCheck={false}
        value={endpoint.model}
        aria-describedby="v2s-model-meaning"
        onChange={(event) => onChange({ ...endpoint, model: event.target.value })}
      />
      <datalist id="v2s-models">
        {models?.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <span id="v2s-model-meaning" className="description">
        {t.modelMeaning}
      </span>
      <KeyField />
      <Box
        label={t.streaming}
        meaning={t.streamingMeaning}
        isSelected={endpoint.isStreaming}
        onChange={(isStreaming) => onChange({ ...endpoint, isStreaming })}
      />
    </>
  );
}

/** Which model is asked, and whether it can be. */
export function ConnectionPanel() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const setup = useVul2Safe((state) => state.setup);
  const canAsk = useVul2Safe((state) => orderOf(state, location.origin) !== null);
  const isChecking = useVul2Safe((state) => state.isChecking);
  const diagnosis = useVul2Safe((state) => state.diagnosis);
  const { provider } = setup;
  const change = (next: Provider) => vul2safe.setSetup({ ...setup, provider: next });
  return (
    <section className="card v2s-connection" aria-labelledby="v2s-connection">
      <h2 id="v2s-connection">{t.connection}</h2>
      <div className="v2s-form">
        <label htmlFor="v2s-kind">{t.who}</label>
        <select
          id="v2s-kind"
          value={provider.kind}
          onChange={({ target }) =>
            change(target.value === 'prompt-api' ? { kind: 'prompt-api' } : defaultEndpoint)
          }
        >
          <option value="openai">{t.anEndpoint}</option>
          <option value="prompt-api">{t.thisBrowser}</option>
        </select>
        {provider.kind === 'openai' ? (
          <EndpointFields endpoint={provider} onChange={change} />
        ) : (
          <p className="description">{t.thisBrowserMeaning}</p>
        )}
        <Button
          className="button"
          isDisabled={!canAsk || isChecking}
          onPress={() => void vul2safe.check()}
        >
          {t.check}
        </Button>
      </div>
      <div role="status">
        {isChecking && <p className="muted">{t.checking}</p>}
        {diagnosis !== null && <DiagnosisView diagnosis={diagnosis} />}
      </div>
    </section>
  );
}
