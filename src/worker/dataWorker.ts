/** The data worker: pairs and masks for the page, while the trainer trains. */
import * as Comlink from 'comlink';
import { readAsset } from './assets.ts';
import { createDataHost } from './dataHost.ts';

Comlink.expose(createDataHost(readAsset));
