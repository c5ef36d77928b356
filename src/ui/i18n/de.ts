/** The German catalogue. The compiler refuses it while a message is missing or superfluous. */
import { charts } from './de/charts.ts';
import { compare } from './de/compare.ts';
import { controls } from './de/controls.ts';
import { data } from './de/data.ts';
import { feedback } from './de/feedback.ts';
import { lesson } from './de/lesson.ts';
import { generate } from './de/generate.ts';
import { library } from './de/library.ts';
import { metrics } from './de/metrics.ts';
import { settings } from './de/settings.ts';
import { shell } from './de/shell.ts';
import { start } from './de/start.ts';
import { tokens } from './de/tokens.ts';
import { train } from './de/train.ts';
import { vul2safe } from './de/vul2safe.ts';
import type { Messages } from './en.ts';

export const de: Messages = {
  shell,
  start,
  train,
  controls,
  feedback,
  tokens,
  compare,
  generate,
  library,
  lesson,
  data,
  settings,
  metrics,
  charts,
  vul2safe,
};
