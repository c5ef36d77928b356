import { useEffect, useRef } from 'react';
import { Icon } from '../Icon.tsx';
import { useText } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import { screens } from '../screens/screens.ts';
import { screenIds } from '../state/place.ts';
import { ScreenLink } from './ScreenLink.tsx';

/** The way to every screen. In a narrow window the row scrolls, and the current screen is in view. */
export function Navigation() {
  const t = useText().shell;
  const current = usePageState((state) => state.place.screen);
  const row = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const link = row.current?.querySelector('[aria-current]');
    link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav className="navigation" aria-label={t.navigation}>
      <ul ref={row}>
        {screenIds.map((id) => (
          <li key={id}>
            <ScreenLink screen={id} aria-current={id === current ? 'page' : undefined}>
              <Icon name={screens[id].icon} />
              {t.screens[id]}
            </ScreenLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
