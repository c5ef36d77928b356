import { Button } from 'react-aria-components';
import { FailureWords } from '../feedback/FailureWords.tsx';
import { Icon } from '../Icon.tsx';
import { useText } from '../i18n/language.ts';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePage, usePageState } from '../page.ts';

/** The run that trains cannot be saved: nothing stops, and nothing is lost but what comes from now on. */
export function StorageTrouble() {
  const t = useText().library;
  const { library } = usePage();
  const trouble = usePageState((state) => state.library.trouble);
  if (trouble === null) return null;
  const isFull = trouble.code === 'storage-full';
  return (
    <section className="banner" role="alert" data-code={trouble.code}>
      <Icon name="warning" />
      <div>
        <h2>{isFull ? t.troubleFull : t.troubleFailed}</h2>
        <p>{isFull ? t.troubleFullMeaning : t.troubleFailedMeaning}</p>
        {!isFull && <FailureWords text={trouble.message} />}
      </div>
      <div className="banner-buttons">
        <ScreenLink screen="library" className="button">
          {t.toLibrary}
        </ScreenLink>
        <Button className="button" onPress={library.dismissTrouble}>
          {t.dismiss}
        </Button>
      </div>
    </section>
  );
}
