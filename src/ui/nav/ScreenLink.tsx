import type { MouseEvent, ReactNode } from 'react';
import { usePage, usePageState } from '../page.ts';
import { addressOf, showScreen } from '../state/addressBar.ts';
import type { Place, ScreenId } from '../state/place.ts';

const noDetails: Place['details'] = {};

interface ScreenLinkProps {
  readonly screen: ScreenId;
  /** What the screen's address carries, as state/place.ts allows. */
  readonly details?: Place['details'];
  readonly className?: string;
  readonly children: ReactNode;
  readonly 'aria-current'?: 'page' | undefined;
  readonly 'aria-label'?: string;
}

/** A link to a screen that keeps the settings; it opens in a new tab like any other. */
export function ScreenLink({ screen, details = noDetails, ...rest }: ScreenLinkProps) {
  const { store } = usePage();
  const href = usePageState((state) => addressOf(state, { screen, details }));
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showScreen(store, screen, details);
  };
  return <a {...rest} href={href} onClick={onClick} />;
}
