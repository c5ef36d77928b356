import { Disclosure, DisclosurePanel, Button } from 'react-aria-components';
import { changedSettings } from '../../core/runConfig.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { useLocale, useText } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { DeleteButton } from './DeleteButton.tsx';

function Checkpoints({ run }: { run: RunRecord }) {
  const { library } = usePage();
  const { messages, format } = useLocale();
  const t = messages.library;
  if (run.checkpoints.length === 0) return <p className="muted">{t.noCheckpoints}</p>;
  return (
    <ul className="checkpoints" aria-label={t.checkpoints}>
      {run.checkpoints.map(({ step, savedAt, bytes, kind }) => (
        <li key={step}>
          <span>{t.checkpoint(step)}</span>
          <span className="muted">
            {[format.date(savedAt), format.bytes(bytes), t.checkpointKinds[kind]]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
          <DeleteButton
            name={t.checkpoint(step)}
            meaning={t.removeMeaning(format.bytes(bytes))}
            onDelete={() => void library.removeCheckpoint(run.id, step)}
          />
        </li>
      ))}
    </ul>
  );
}

/** What is kept of a run, and the settings in which it differs from the default. */
export function RunDetails({ run }: { run: RunRecord }) {
  const t = useText().library;
  const changed = changedSettings(run.config);
  return (
    <Disclosure className="entry-details">
      <Button slot="trigger" className="button small quiet">
        {t.details}
      </Button>
      <DisclosurePanel>
        <dl className="entry-facts">
          <dt>{t.settings}</dt>
          <dd>
            {changed.length === 0
              ? t.defaults
              : changed.map((name) => `${name} ${run.config[name]}`).join(' · ')}
          </dd>
          <dt>{t.backend}</dt>
          <dd>
            {run.engine.backend} · {run.engine.adapter}
          </dd>
          <dt>{t.rollouts(run.rollouts.length)}</dt>
          <dd className="number">{run.rollouts.map(({ step }) => step).join(', ')}</dd>
        </dl>
        <h4>{t.checkpoints}</h4>
        <Checkpoints run={run} />
      </DisclosurePanel>
    </Disclosure>
  );
}
