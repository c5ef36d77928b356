import { ToggleButton } from 'react-aria-components';
import { usePageState } from '../page.ts';
import { AdapterBadge } from './AdapterBadge.tsx';
import { chooseTheme, useTheme } from './theme.ts';

export function Header() {
  const theme = useTheme();
  const engine = usePageState((state) => state.run.engine);
  const trainer = usePageState((state) => state.run.trainer);
  return (
    <header className="header">
      <div className="brand">
        <img src="./icon.svg" alt="" width="22" height="22" />
        <h1>PatchGrad</h1>
      </div>
      <p className="purpose">
        A small language model learns to write safer code, in this tab, and every token tells why it
        was rewarded.
      </p>
      <div className="header-tools">
        <AdapterBadge engine={engine} isLoading={trainer === 'loading'} />
        <ToggleButton
          className="button quiet"
          isSelected={theme === 'dark'}
          onChange={(isDark) => chooseTheme(isDark ? 'dark' : 'light')}
        >
          Dark
        </ToggleButton>
      </div>
    </header>
  );
}
