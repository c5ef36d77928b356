/** The English catalogue: the source whose type every other language must fill completely. */
import { charts } from './en/charts.ts';
import { compare } from './en/compare.ts';
import { controls } from './en/controls.ts';
import { data } from './en/data.ts';
import { feedback } from './en/feedback.ts';
import { lesson } from './en/lesson.ts';
import { generate } from './en/generate.ts';
import { library } from './en/library.ts';
import { metrics } from './en/metrics.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { start } from './en/start.ts';
import { tokens } from './en/tokens.ts';
import { train } from './en/train.ts';
import { vul2safe } from './en/vul2safe.ts';

/** One entry per area; an area is a file in en/ and one of the same name in de/. */
export const en = {
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

/** What a catalogue holds: texts, and functions from values to text. */
export type Messages = typeof en;
