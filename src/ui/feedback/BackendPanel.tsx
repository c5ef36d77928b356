import { Button } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';
import { FailureWords } from './FailureWords.tsx';

/** Shown when the engine did not load. The slower backend is the reader's choice, never automatic. */
export function BackendPanel() {
  const t = useText().feedback;
  const { controller } = usePage();
  const failure = usePageState((state) => state.loadFailure);
  if (failure === null) return null;
  const isMissing = failure.code === 'webgpu-missing';
  return (
    <section className="banner backend" role="alert" data-code={failure.code}>
      <div>
        <h2>{t.titles[isMissing ? 'webgpu-missing' : 'backend-failed']}</h2>
        <FailureWords text={failure.message} />
        <FailureWords text={failure.hint} />
        {isMissing && (
          <ul>
            <li>{t.browsers}</li>
            <li>{isSecureContext ? t.secureAddress : t.insecureAddress}</li>
            <li>{t.linux}</li>
          </ul>
        )}
      </div>
      <div className="banner-buttons">
        <Button className="button" onPress={() => void controller.load('webgpu')}>
          {t.tryAgain}
        </Button>
        <Button className="button primary" onPress={() => void controller.load('wasm')}>
          {t.useWasm}
        </Button>
      </div>
    </section>
  );
}
