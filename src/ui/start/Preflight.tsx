import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { AdapterBadge } from '../header/AdapterBadge.tsx';
import { useText } from '../i18n/language.ts';
import { Icon } from '../Icon.tsx';
import { useOffline } from '../offline/offline.ts';
import { usePageState } from '../page.ts';
import { useVul2Safe } from '../repairs/useVul2Safe.ts';
import { useForeignRequests } from './foreignRequests.ts';
import { useStorageUse } from './storageUse.ts';

function Check({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="check">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The adapter, with a plain warning where it is slow. */
function ComputeCheck() {
  const t = useText().start;
  const engine = usePageState((state) => state.run.engine);
  const hasFailed = usePageState((state) => state.loadFailure !== null);
  if (engine === null) return <p>{hasFailed ? t.noAdapter : t.checking}</p>;
  const isWasm = engine.backend === 'wasm';
  return (
    <>
      <AdapterBadge engine={engine} isLoading={false} />
      {(isWasm || engine.isSoftware) && (
        <p className="check-warning">
          <Icon name="warning" />
          <span>{isWasm ? t.wasmWarning : t.softwareWarning}</span>
        </p>
      )}
    </>
  );
}

function StorageCheck() {
  const t = useText().start;
  const { use, isRefused, keep } = useStorageUse();
  if (use === null) return null;
  const { used, quota, isKept } = use;
  return (
    <>
      <p>{used === null || quota === null ? t.storageUntold : t.storageUse(used, quota)}</p>
      {isKept !== null && <p className="muted">{isKept ? t.kept : t.notKept}</p>}
      {isKept === false && (
        <Button className="button small" onPress={() => void keep()}>
          {t.keep}
        </Button>
      )}
      <p role="status">{isRefused && t.keepRefused}</p>
    </>
  );
}

/** Gigabytes, rounded and capped by the browser; not every browser tells. */
const deviceMemory = (): number | null =>
  'deviceMemory' in navigator && typeof navigator.deviceMemory === 'number'
    ? navigator.deviceMemory
    : null;

/** What this browser and machine can do, before anything is pressed. */
export function Preflight() {
  const t = useText().start;
  const engine = usePageState((state) => state.run.engine);
  const { saved } = useOffline();
  const foreign = useForeignRequests();
  const asked = useVul2Safe((state) => state.asked);
  const memory = deviceMemory();
  return (
    <section className="card preflight" aria-labelledby="preflight">
      <h2 id="preflight">{t.preflight}</h2>
      <dl>
        <Check name={t.compute}>
          <ComputeCheck />
        </Check>
        {engine !== null && (
          <Check name={t.model}>{t.modelSize(engine.parameters, engine.families)}</Check>
        )}
        <Check name={t.memory}>{memory === null ? t.memoryUntold : t.deviceMemory(memory)}</Check>
        <Check name={t.storage}>
          <StorageCheck />
        </Check>
        <Check name={t.network}>
          <p data-testid="sent">{asked.length === 0 ? t.sent(foreign) : t.sentByVul2Safe(asked)}</p>
          <p className="muted">{t.sentMeaning}</p>
        </Check>
        <Check name={t.offline}>
          <p data-testid="offline" data-saved={saved}>
            {{ ready: t.offlineReady, saving: t.offlineSaving, none: t.offlineNone }[saved]}
          </p>
        </Check>
      </dl>
    </section>
  );
}
