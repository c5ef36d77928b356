/** Mounts the app and loads the engine, so that the first press of Start begins at once. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './ui/App.tsx';
import { restoreTheme } from './ui/header/theme.ts';
import { formatConfigHash, parseConfigHash } from './ui/state/configHash.ts';
import { createTrainController } from './ui/state/controller.ts';
import { createPairsController } from './ui/state/pairsController.ts';
import { createPageStore } from './ui/state/store.ts';
import './ui/styles/theme.css';
import './ui/styles/page.css';
import './ui/styles/tokens.css';
import './ui/styles/rollouts.css';
import './ui/styles/pairs.css';
import { createTrainerClient } from './worker/client.ts';
import { readPairFile } from './worker/pairReader.ts';

const store = createPageStore(parseConfigHash(location.hash));
const controller = createTrainController({
  store,
  createClient: createTrainerClient,
  now: () => performance.now(),
});
const pairs = createPairsController({ store, readPairFile });

store.subscribe((state, before) => {
  if (state.config === before.config) return;
  history.replaceState(
    null,
    '',
    formatConfigHash(state.config) || location.pathname + location.search,
  );
});
addEventListener('hashchange', () => store.setState(parseConfigHash(location.hash)));

restoreTheme();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root to mount the page in.');
createRoot(root).render(
  <StrictMode>
    <App page={{ store, controller, pairs }} />
  </StrictMode>,
);
void controller.load('webgpu');
