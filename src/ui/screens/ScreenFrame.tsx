import { Component, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useText } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import { screens } from './screens.ts';

interface BoundaryProps {
  readonly children: ReactNode;
  readonly fallback: (error: Error) => ReactNode;
}

/** Keeps the rest of the page alive when one screen breaks or its file does not load. */
class ScreenBoundary extends Component<BoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : this.props.fallback(error);
  }
}

function ScreenFailure({ error }: { error: Error }) {
  const t = useText().shell;
  return (
    <section className="banner" role="alert" data-code="screen">
      <div>
        <p>{t.screenFailed}</p>
        <p className="muted" lang="en" translate="no">
          {error.message}
        </p>
      </div>
      <Button className="button primary" onPress={() => location.reload()}>
        {t.reloadPage}
      </Button>
    </section>
  );
}

/** Heading and body of the current screen. On a change of screen the heading takes the focus. */
export function ScreenFrame() {
  const t = useText().shell;
  const id = usePageState((state) => state.place.screen);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(id);
  const card = usePageState((state) => state.lesson);
  const shownCard = useRef(card);
  const name = t.screens[id];
  useEffect(() => {
    document.title = `${name} · PatchGrad`;
    const isTurned = shownCard.current !== card;
    // The page's first screen takes no focus: the reader starts at the top.
    if (shown.current === id && !isTurned) return;
    shown.current = id;
    shownCard.current = card;
    // A card of the lesson that brings another screen takes the focus itself.
    if (isTurned && card !== null) return;
    heading.current?.focus();
    scrollTo({ top: 0 });
  }, [id, name, card]);
  const Screen = screens[id].component;
  return (
    <>
      <h1 ref={heading} className="screen-title" tabIndex={-1}>
        {name}
      </h1>
      <ScreenBoundary key={id} fallback={(error) => <ScreenFailure error={error} />}>
        <Suspense
          fallback={
            <p className="muted" aria-busy="true">
              {t.loadingScreen}
            </p>
          }
        >
          <Screen />
        </Suspense>
      </ScreenBoundary>
    </>
  );
}
