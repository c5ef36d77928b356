/** Every area of effects. A call's name belongs to one area alone; src/oracle/effectLog.ts refuses a second. */
import type { EffectArea } from './area.ts';
import { bytes } from './bytes.ts';
import { club } from './club.ts';
import { collection } from './collection.ts';
import { cryptography } from './cryptography.ts';
import { database } from './database.ts';
import { environment } from './environment.ts';
import { files } from './files.ts';
import { job } from './job.ts';
import { logs } from './logs.ts';
import { network } from './network.ts';
import { page } from './page.ts';
import { processes } from './processes.ts';
import { remoteService } from './remoteService.ts';
import { response } from './response.ts';
import { sessions } from './sessions.ts';
import { tokens } from './tokens.ts';
import { store } from './store.ts';
import { xml } from './xml.ts';
import { yaml } from './yaml.ts';

export const areas: readonly EffectArea[] = [
  database,
  response,
  page,
  processes,
  files,
  network,
  cryptography,
  collection,
  job,
  logs,
  bytes,
  club,
  environment,
  remoteService,
  sessions,
  tokens,
  store,
  xml,
  yaml,
];
