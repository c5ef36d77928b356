import type { EngineInfo } from '../../worker/contract.ts';
import { Icon } from '../Icon.tsx';

const names = { webgpu: 'WebGPU', wasm: 'WebAssembly' } as const;

/** What computes: the backend and the adapter as the browser names it, slow ones marked in words. */
export function AdapterBadge(props: { engine: EngineInfo | null; isLoading: boolean }) {
  const { engine } = props;
  if (engine === null) {
    return (
      <span className="badge">{props.isLoading ? 'Loading the engine…' : 'No engine loaded'}</span>
    );
  }
  const isFallback = engine.backend !== 'webgpu';
  const isSlow = isFallback || engine.isSoftware;
  const kind = isFallback ? 'fallback' : engine.isSoftware ? 'slow' : 'fast';
  return (
    <span className={`badge badge-${kind}`} data-testid="adapter">
      {isSlow && <Icon name="warning" />}
      <span>
        {names[engine.backend]}
        {isFallback ? ', slower' : ` · ${engine.adapter}`}
      </span>
      {!isFallback && engine.isSoftware && <strong>software adapter: slow</strong>}
    </span>
  );
}
