/** What the page knows of Vul2Safe: the items of the set on the screen, how they stand, what the reader has chosen. Pure. */
import type { Failure } from '../../core/failure.ts';
import type { Diagnosis } from '../../vul2safe/connection.ts';
import type { ItemSummary, Progress, Stop } from '../../vul2safe/contract.ts';
import { defaultSettings } from '../../vul2safe/settings.ts';
import { defaultTemplates } from '../../vul2safe/templates.ts';
import type {
  AddReport,
  OpenedSet,
  SetName,
  Vul2SafeNews,
  WorkSetup,
} from '../../worker/vul2safeContract.ts';

export interface Vul2SafeState {
  readonly set: SetName;
  /** In the order of the set; null while it is opened. */
  readonly items: readonly ItemSummary[] | null;
  readonly progress: Progress | null;
  readonly isRunning: boolean;
  readonly stop: Stop | null;
  readonly tornLines: number;
  /** Why nothing outlasts the tab; null where it does. */
  readonly whyMemory: string | null;
  /** Why the newest command failed. */
  readonly failure: Failure | null;
  /** How the next work is to be done. A start takes it as it is then. */
  readonly setup: WorkSetup;
  /** In memory, and nowhere else unless the reader asks for it. */
  readonly key: string;
  /** The key is kept in the session storage of this tab, too. */
  readonly isKeyKept: boolean;
  /** What the doctor found out about the connection as it is; null before it was asked. */
  readonly diagnosis: Diagnosis | null;
  readonly isChecking: boolean;
  /** Files are being read. */
  readonly isAdding: boolean;
  /** What the newest files gave. */
  readonly report: AddReport | null;
  /** Records of at least this confidence pass; null: as the settings ask. */
  readonly threshold: number | null;
  /** Hosts that were asked since the page was opened. */
  readonly asked: readonly string[];
}

export const defaultSetup: WorkSetup = {
  provider: {
    kind: 'openai',
    endpoint: 'http://127.0.0.1:11434/v1',
    model: 'qwen2.5-coder:7b',
    isStreaming: true,
  },
  settings: defaultSettings,
  templates: defaultTemplates,
};

export const initialVul2Safe: Vul2SafeState = {
  set: 'own',
  items: null,
  progress: null,
  isRunning: false,
  stop: null,
  tornLines: 0,
  whyMemory: null,
  failure: null,
  setup: defaultSetup,
  key: '',
  isKeyKept: false,
  diagnosis: null,
  isChecking: false,
  isAdding: false,
  report: null,
  threshold: null,
  asked: [],
};

export function applyOpened(state: Vul2SafeState, opened: OpenedSet): Vul2SafeState {
  const { news, tornLines, whyMemory } = opened;
  const { set, items, progress, isRunning, stop } = news;
  return { ...state, set, items, progress, isRunning, stop, tornLines, whyMemory };
}

/** Items that did not change stay the same objects, so that only what changed is drawn anew. */
export function applyNews(state: Vul2SafeState, news: Vul2SafeNews): Vul2SafeState {
  // Before a set is opened there is nothing to change, and of another set nothing is shown.
  if (news.set !== state.set || state.items === null) return state;
  const { progress, isRunning, stop } = news;
  if (news.items.length === 0) return { ...state, progress, isRunning, stop };
  const changed = new Map(news.items.map((item) => [item.id, item]));
  const items = state.items.map((item) => {
    const next = changed.get(item.id);
    changed.delete(item.id);
    return next ?? item;
  });
  return { ...state, items: [...items, ...changed.values()], progress, isRunning, stop };
}

/** Above which confidence records pass. */
export const thresholdOf = ({ threshold, setup }: Vul2SafeState): number =>
  threshold ?? setup.settings.minConfidence;
