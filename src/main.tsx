/** Mounts the app and loads the engine, so that the first press of Start begins at once. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './ui/App.tsx';
import { restoreTheme } from './ui/header/theme.ts';
import { restoreLanguage } from './ui/i18n/language.ts';
import { keepNotes, restoreNotes } from './ui/lesson/lessonMemory.ts';
import { savePage } from './ui/offline/offline.ts';
import { followAddress } from './ui/state/addressBar.ts';
import { parseAddress } from './ui/state/configHash.ts';
import { createTrainController } from './ui/state/controller.ts';
import { createGenerationController } from './ui/state/generationController.ts';
import { createLibraryController, downloadFile } from './ui/state/libraryController.ts';
import { createPairsController } from './ui/state/pairsController.ts';
import { createPageStore } from './ui/state/store.ts';
import { createVul2SafeController } from './ui/state/vul2safeController.ts';
import { createVul2SafeShelf } from './ui/state/vul2safeShelf.ts';
import './ui/styles/theme.css';
import './ui/styles/page.css';
import './ui/styles/shell.css';
import './ui/styles/tokens.css';
import './ui/styles/rollouts.css';
import './ui/styles/inspector.css';
import { createTrainerClient } from './worker/client.ts';
import { createDataClient } from './worker/dataClient.ts';
import { createLibraryClient } from './worker/libraryClient.ts';
import { readPairFile } from './worker/pairReader.ts';
import { createVul2SafeClient } from './worker/vul2safeClient.ts';

const store = createPageStore({
  ...parseAddress(location.hash),
  lessonNotes: restoreNotes(),
});
const library = createLibraryController(
  { store, createClient: createLibraryClient, download: downloadFile },
  () => controller,
);
const controller = createTrainController({
  store,
  createClient: createTrainerClient,
  now: () => performance.now(),
  recorderPort: library.recorderPort,
});
const pairs = createPairsController({ store, readPairFile });
const data = createDataClient();
const generation = createGenerationController({
  store,
  ask: controller.ask,
  readModel: library.model,
});
const vul2safe = createVul2SafeController({
  createClient: createVul2SafeClient,
  shelf: createVul2SafeShelf(),
  origin: location.origin,
});

followAddress(store);
keepNotes(store);
restoreTheme();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root to mount the page in.');
// The engine loads while the catalogue does; files for later visits wait until it is there.
const loaded = controller.load('webgpu');
void library.refresh();
await restoreLanguage();
createRoot(root).render(
  <StrictMode>
    <App page={{ store, controller, pairs, data, library, generation, vul2safe }} />
  </StrictMode>,
);
if (import.meta.env.PROD) await savePage(loaded);
