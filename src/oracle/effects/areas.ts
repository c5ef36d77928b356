/** Every area of effects. A call's name belongs to one area alone; src/oracle/effectLog.ts refuses a second. */
import type { EffectArea } from './area.ts';
import { cryptography } from './cryptography.ts';
import { database } from './database.ts';
import { files } from './files.ts';
import { network } from './network.ts';
import { page } from './page.ts';
import { processes } from './processes.ts';
import { response } from './response.ts';

export const areas: readonly EffectArea[] = [
  database,
  response,
  page,
  processes,
  files,
  network,
  cryptography,
];
