import type { EngineInfo } from '../../worker/contract.ts';
import { Icon } from '../Icon.tsx';
import { useText } from '../i18n/language.ts';

const names = { webgpu: 'WebGPU', wasm: 'WebAssembly' } as const;

/** What computes: the backend and the adapter as the browser names it, slow ones marked in words. */
export function AdapterBadge(props: { engine: EngineInfo | null; isLoading: boolean }) {
  const t = useText().shell;
  const { engine } = props;
  if (engine === null) {
    return <span className="badge">{props.isLoading ? t.loadingEngine : t.noEngine}</span>;
  }
  const isFallback = engine.backend !== 'webgpu';
  const isSlow = isFallback || engine.isSoftware;
  const kind = isFallback ? 'fallback' : engine.isSoftware ? 'slow' : 'fast';
  return (
    <span className={`badge badge-${kind}`} data-testid="adapter">
      {isSlow && <Icon name="warning" />}
      <span>
        <span translate="no">
          {names[engine.backend]}
          {!isFallback && <span className="adapter-name"> · {engine.adapter}</span>}
        </span>
        {isFallback && `, ${t.slower}`}
      </span>
      {!isFallback && engine.isSoftware && <strong>{t.softwareAdapter}</strong>}
    </span>
  );
}
