import { Button } from 'react-aria-components';
import { usePage, usePageState } from '../page.ts';

/** Shown when the engine did not load. The slower backend is the reader's choice, never automatic. */
export function BackendPanel() {
  const { controller } = usePage();
  const failure = usePageState((state) => state.loadFailure);
  if (failure === null) return null;
  const isMissing = failure.code === 'webgpu-missing';
  return (
    <section className="banner backend" role="alert" data-code={failure.code}>
      <div>
        <h2>{isMissing ? 'This browser has no WebGPU' : 'The engine could not start'}</h2>
        <p>{failure.message}</p>
        <p>{failure.hint}</p>
        {isMissing && (
          <ul>
            <li>
              Chrome or Edge 113 and later, Safari 26 and later, and Firefox 141 and later on
              Windows have WebGPU.
            </li>
            <li>
              The address must begin with https:// or be localhost
              {isSecureContext
                ? ' (this one does).'
                : ': this one does not, so the browser hides WebGPU.'}
            </li>
            <li>
              On Linux it may have to be switched on, and the graphics driver must be allowed.
            </li>
          </ul>
        )}
      </div>
      <div className="banner-buttons">
        <Button className="button" onPress={() => void controller.load('webgpu')}>
          Try WebGPU again
        </Button>
        <Button className="button primary" onPress={() => void controller.load('wasm')}>
          Use the slower WebAssembly backend
        </Button>
      </div>
    </section>
  );
}
