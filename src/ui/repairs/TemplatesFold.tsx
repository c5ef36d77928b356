import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { AskedStage } from '../../vul2safe/answers.ts';
import { templateProblems } from '../../vul2safe/template.ts';
import { defaultTemplates, stageSlots } from '../../vul2safe/templates.ts';
import { Fold } from '../controls/Fold.tsx';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { useVul2Safe } from './useVul2Safe.ts';

// Object.keys forgets the names that the table's type holds.
const stages = Object.keys(defaultTemplates) as AskedStage[];

function Editor({ stage }: { stage: AskedStage }) {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const setup = useVul2Safe((state) => state.setup);
  const [draft, setDraft] = useState(setup.templates[stage]);
  const problems = templateProblems(stage, draft);
  const change = (next: typeof draft) => {
    setDraft(next);
    // One that cannot be used stays on the screen alone, and the work keeps the one before.
    if (templateProblems(stage, next).length === 0)
      vul2safe.setSetup({ ...setup, templates: { ...setup.templates, [stage]: next } });
  };
  const { needed, others } = stageSlots[stage];
  const original = defaultTemplates[stage];
  const isOriginal = draft.system === original.system && draft.user === original.user;
  return (
    <div className="v2s-form">
      {(['system', 'user'] as const).map((part) => (
        <div key={part}>
          <label htmlFor={`v2s-${stage}-${part}`}>{t.templateParts[part]}</label>
          <textarea
            id={`v2s-${stage}-${part}`}
            rows={part === 'system' ? 4 : 7}
            value={draft[part]}
            spellCheck={false}
            translate="no"
            aria-invalid={problems.length > 0}
            onChange={(event) => change({ ...draft, [part]: event.target.value })}
          />
        </div>
      ))}
      <p className="description">
        {t.slotsNeeded} <code>{needed.map((name) => `{{${name}}}`).join(' ')}</code> {t.slotsOther}{' '}
        <code>{others.map((name) => `{{${name}}}`).join(' ')}</code>
      </p>
      <div role="status">
        {problems.map((problem) => (
          <p key={problem} className="v2s-wrong" lang="en" translate="no">
            {problem}
          </p>
        ))}
        {problems.length > 0 && <p>{t.templateNotUsed}</p>}
      </div>
      <Button className="button small" isDisabled={isOriginal} onPress={() => change(original)}>
        {t.resetTemplate}
      </Button>
    </div>
  );
}

/** What each stage asks the model, to be edited and put back. */
export function TemplatesFold() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const setup = useVul2Safe((state) => state.setup);
  const [stage, setStage] = useState<AskedStage>('analyse');
  const [resets, setResets] = useState(0);
  const changed = stages.filter(
    (name) => JSON.stringify(setup.templates[name]) !== JSON.stringify(defaultTemplates[name]),
  );
  return (
    <Fold
      isCard
      title={t.templates}
      aside={<span className="muted">{t.templatesChanged(changed.length)}</span>}
    >
      <p className="muted">{t.templatesMeaning}</p>
      <div className="v2s-row">
        <label htmlFor="v2s-stage">{t.stage}</label>
        <select
          id="v2s-stage"
          value={stage}
          onChange={({ target }) =>
            setStage(stages.find((name) => name === target.value) ?? 'analyse')
          }
        >
          {stages.map((name) => (
            <option key={name} value={name}>
              {t.stages[name]}
              {changed.includes(name) && ` ${t.edited}`}
            </option>
          ))}
        </select>
        <Button
          className="button small"
          isDisabled={changed.length === 0}
          onPress={() => {
            vul2safe.setSetup({ ...setup, templates: defaultTemplates });
            setResets(resets + 1);
          }}
        >
          {t.resetTemplates}
        </Button>
      </div>
      <Editor key={`${stage} ${resets}`} stage={stage} />
    </Fold>
  );
}
