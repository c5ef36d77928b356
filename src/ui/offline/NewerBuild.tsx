import { Button } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import { openNewerBuild, useOffline } from './offline.ts';

/** A newer page is saved and waits: the reader chooses when, for a run in this tab would end. */
export function NewerBuild() {
  const t = useText().shell;
  const { hasNewer } = useOffline();
  const isRunning = usePageState(({ run }) => ['running', 'paused'].includes(run.trainer));
  if (!hasNewer || isRunning) return null;
  return (
    <p className="note newer" role="status">
      {t.newer}{' '}
      <Button className="button small" onPress={openNewerBuild}>
        {t.openNewer}
      </Button>
    </p>
  );
}
