import { ToggleButton } from 'react-aria-components';
import { chooseLanguage, languageNames, useLocale, type Language } from '../i18n/language.ts';
import { Navigation } from '../nav/Navigation.tsx';
import { ScreenLink } from '../nav/ScreenLink.tsx';
import { usePageState } from '../page.ts';
import { AdapterBadge } from './AdapterBadge.tsx';
import { RunBadge } from './RunBadge.tsx';
import { chooseTheme, useTheme } from './theme.ts';

// Object.keys forgets the names that the table's type holds.
const languages = Object.keys(languageNames) as Language[];

function LanguageSwitch() {
  const { messages, format } = useLocale();
  return (
    <select
      className="language"
      aria-label={messages.shell.language}
      value={format.tag}
      onChange={(event) => {
        const chosen = languages.find((name) => name === event.target.value);
        if (chosen !== undefined) void chooseLanguage(chosen);
      }}
    >
      {languages.map((name) => (
        <option key={name} value={name} lang={name} translate="no">
          {languageNames[name]}
        </option>
      ))}
    </select>
  );
}

/** Name, ways, what computes and what runs, language and theme. */
export function Header() {
  const t = useLocale().messages.shell;
  const theme = useTheme();
  const engine = usePageState((state) => state.run.engine);
  const trainer = usePageState((state) => state.run.trainer);
  return (
    <header className="header">
      <ScreenLink screen="start" className="brand" aria-label={t.home}>
        <img src="./icon.svg" alt="" width="22" height="22" />
        <span translate="no">PatchGrad</span>
      </ScreenLink>
      <Navigation />
      <div className="header-tools">
        <RunBadge />
        <AdapterBadge engine={engine} isLoading={trainer === 'loading'} />
        <LanguageSwitch />
        <ToggleButton
          className="button quiet"
          isSelected={theme === 'dark'}
          onChange={(isDark) => chooseTheme(isDark ? 'dark' : 'light')}
        >
          {t.dark}
        </ToggleButton>
      </div>
    </header>
  );
}
