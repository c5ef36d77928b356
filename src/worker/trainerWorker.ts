/** The trainer worker: tfjs, the model and the run live here; the page only sends commands. */
import * as Comlink from 'comlink';
import { readAsset } from './assets.ts';
import { holdLifeline } from './lifeline.ts';
import { createTrainerHost } from './trainerHost.ts';
import { parseWorkerName } from './workerName.ts';

const { lifeline, fault } = parseWorkerName(self.name);
Comlink.expose(
  createTrainerHost({
    readAsset,
    fault,
    // The page watches the lifeline after subscribe has answered, so it must be held by then.
    ready: holdLifeline(lifeline),
    end: () => self.close(),
  }),
);
