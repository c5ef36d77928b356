import { Button } from 'react-aria-components';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { Icon } from '../Icon.tsx';
import { useText } from '../i18n/language.ts';
import { usePage, usePageState } from '../page.ts';

/** Why the newest command of the library failed. */
export function LibraryFailure() {
  const messages = useText();
  const { library } = usePage();
  const failure = usePageState((state) => state.library.failure);
  if (failure === null) return null;
  return (
    <section className="banner" role="alert" data-code={failure.code}>
      <Icon name="warning" />
      <div>
        <h2>{messages.feedback.titles[failure.code]}</h2>
        <FailureWords text={failure.message} />
        <FailureWords text={failure.hint} />
      </div>
      <Button className="button" onPress={library.dismissFailure}>
        {messages.library.dismiss}
      </Button>
    </section>
  );
}
