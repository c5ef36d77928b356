/** Vul2Safe: repair pairs from one's own code, made by a model that the reader has, with the story of each. */
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ItemSummary } from '../../vul2safe/contract.ts';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { ConnectionPanel } from '../repairs/ConnectionPanel.tsx';
import { Figures } from '../repairs/Figures.tsx';
import { Queue } from '../repairs/Queue.tsx';
import { ResultPanel } from '../repairs/ResultPanel.tsx';
import { SetNotes, SetPanel } from '../repairs/SetPanel.tsx';
import { SettingsFold } from '../repairs/SettingsFold.tsx';
import { SourcePanel } from '../repairs/SourcePanel.tsx';
import { StoryPane } from '../repairs/StoryPane.tsx';
import { TemplatesFold } from '../repairs/TemplatesFold.tsx';
import { useVul2Safe } from '../repairs/useVul2Safe.ts';
import { WorkBar } from '../repairs/WorkBar.tsx';
import '../styles/pairs.css';
import '../styles/data.css';
import '../styles/library.css';
import '../styles/compare.css';
import '../styles/vul2safe.css';

/** The button is gone when the example is there, so the focus goes to what says what is shown. */
const focusLead = () => document.getElementById('v2s-lead')?.focus();

function Nothing() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  return (
    <section className="card v2s-nothing" aria-labelledby="v2s-nothing">
      <h2 id="v2s-nothing">{t.nothing}</h2>
      <ol>
        {t.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Button
        className="button primary"
        onPress={() => void vul2safe.open('example').then(focusLead)}
      >
        {t.openExample}
      </Button>
    </section>
  );
}

function Stories({ items }: { items: readonly ItemSummary[] }) {
  const [selected, setSelected] = useState<string | null>(null);
  const item = items.find(({ id }) => id === selected) ?? items[0];
  return (
    <div className="v2s-stories">
      <Queue items={items} selected={item.id} onSelect={setSelected} />
      <StoryPane key={item.id} item={item} />
    </div>
  );
}

export function Vul2SafeScreen() {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const set = useVul2Safe((state) => state.set);
  const items = useVul2Safe((state) => state.items);
  const failure = useVul2Safe((state) => state.failure);
  useEffect(() => {
    const state = vul2safe.store.getState();
    if (state.items === null) void vul2safe.open(state.set);
  }, [vul2safe]);
  return (
    <div className="vul2safe">
      <SetPanel />
      <SetNotes />
      {items === null && failure === null && <p className="muted">{t.opening}</p>}
      {items !== null && set === 'own' && (
        <>
          <div className="v2s-setup">
            <SourcePanel />
            <ConnectionPanel />
          </div>
          <SettingsFold />
          <TemplatesFold />
        </>
      )}
      {items !== null && items.length === 0 && set === 'own' && <Nothing />}
      {items !== null && items.length > 0 && (
        <>
          <WorkBar />
          <Figures items={items} />
        </>
      )}
      {items !== null && <ResultPanel items={items} />}
      {items !== null && items.length > 0 && <Stories key={set} items={items} />}
    </div>
  );
}
