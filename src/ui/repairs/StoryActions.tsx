import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Directive, ItemSummary, Story } from '../../vul2safe/contract.ts';
import { useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';

const rerunStages = ['analyse', 'repair', 'reflect', 'vote', 'prompts'] as const;

/** A text that takes the place of the model's. */
function Editor(props: {
  id: string;
  label: string;
  meaning: string;
  text: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}) {
  const t = useText().vul2safe;
  const [text, setText] = useState(props.text);
  return (
    <div className="v2s-form">
      <label htmlFor={props.id}>{props.label}</label>
      <textarea
        id={props.id}
        className="code"
        rows={Math.min(24, text.split('\n').length + 2)}
        value={text}
        // The reader asked for it just now.
        autoFocus
        spellCheck={false}
        translate="no"
        onChange={(event) => setText(event.target.value)}
      />
      <p className="description">{props.meaning}</p>
      <div className="v2s-row">
        <Button
          className="button primary"
          isDisabled={text.trim() === ''}
          onPress={() => props.onSave(text)}
        >
          {t.save}
        </Button>
        <Button className="button" onPress={props.onCancel}>
          {t.cancel}
        </Button>
      </div>
    </div>
  );
}

/** Prompts are written one a paragraph. */
const paragraphs = (text: string) =>
  text
    .split(/\n\s*\n/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What a person may decide about an item. */
export function StoryActions({ item, story }: { item: ItemSummary; story: Story }) {
  const t = useText().vul2safe;
  const { vul2safe } = usePage();
  const [editing, setEditing] = useState<'repair' | 'prompts' | null>(null);
  const [stage, setStage] = useState<(typeof rerunStages)[number]>('repair');
  const direct = (directive: Directive) => {
    setEditing(null);
    // The button may be gone with the decision; the focus goes to the item that it is about.
    document.getElementById('v2s-story')?.focus();
    void vul2safe.direct(item.id, directive);
  };
  const isRejected = item.reason?.code === 'by-person';
  return (
    <div className="v2s-actions">
      <div className="v2s-row" role="group" aria-label={t.decide}>
        {(item.state !== 'accepted' || !item.isByPerson) && (
          <Button className="button" onPress={() => direct({ kind: 'accept' })}>
            {t.accept}
          </Button>
        )}
        {!isRejected && (
          <Button className="button" onPress={() => direct({ kind: 'reject' })}>
            {t.reject}
          </Button>
        )}
        {(item.isByPerson || isRejected) && (
          <Button className="button" onPress={() => direct({ kind: 'reconsider' })}>
            {t.reconsider}
          </Button>
        )}
        <Button className="button" onPress={() => setEditing('repair')}>
          {t.editRepair}
        </Button>
        <Button className="button" onPress={() => setEditing('prompts')}>
          {t.editPrompts}
        </Button>
        <span className="v2s-rerun">
          <label htmlFor="v2s-rerun">{t.rerunFrom}</label>
          <select
            id="v2s-rerun"
            value={stage}
            onChange={({ target }) =>
              setStage(rerunStages.find((name) => name === target.value) ?? 'repair')
            }
          >
            {rerunStages.map((name) => (
              <option key={name} value={name}>
                {t.stages[name]}
              </option>
            ))}
          </select>
          <Button className="button" onPress={() => direct({ kind: 'rerun', stage })}>
            {t.rerun}
          </Button>
        </span>
      </div>
      {editing === 'repair' && (
        <Editor
          id="v2s-edit-repair"
          label={t.yourRepair}
          meaning={t.yourRepairMeaning}
          text={story.secure ?? story.item.code}
          onSave={(secure) => direct({ kind: 'edit-repair', secure })}
          onCancel={() => setEditing(null)}
        />
      )}
      {editing === 'prompts' && (
        <Editor
          id="v2s-edit-prompts"
          label={t.yourPrompts}
          meaning={t.yourPromptsMeaning}
          text={story.prompts.join('\n\n')}
          onSave={(text) => direct({ kind: 'edit-prompts', prompts: paragraphs(text) })}
          onCancel={() => setEditing(null)}
        />
      )}
    </div>
  );
}
