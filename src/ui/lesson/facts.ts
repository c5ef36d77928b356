/** What of the page's state the cards ask about. Pure. */
import type { Rollout } from '../../core/rollout.ts';
import { defaultRunConfig, type RunConfig } from '../../core/runConfig.ts';
import type { RunHistory } from '../../core/runHistory.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import type { ShownMask } from '../data/shownMask.ts';
import { selectedRollout, type RunState } from '../state/runState.ts';
import type { PageState } from '../state/store.ts';
import { firstTelling } from '../tokens/navigation.ts';
import { cardIds, type CardId, type RunKind } from './cards.ts';
import { lastScore, type LastScore } from './lastScore.ts';
import { runKindOf } from './lessonConfig.ts';
import type { Look } from './lessonNotes.ts';

export interface LessonFacts {
  /** On the Data screen, now. */
  readonly mask: ShownMask | null;
  readonly looks: readonly Look[];
  /** Cards whose question the reader has answered. */
  readonly answered: readonly CardId[];
  /** The level of the reader's settings, and another one to compare it with. */
  readonly levels: { readonly from: RunConfig['diffLevel']; readonly to: RunConfig['diffLevel'] };
  readonly run: RunState;
  /** What the run on the screen is to the lesson; null where there is none. */
  readonly runKind: RunKind | null;
  readonly rollout: Rollout | null;
  /** Of the rollout: the pinned token, else the first one with a token reward. */
  readonly token: number;
  readonly isPinned: boolean;
  readonly isContrast: boolean;
  /** The newest kept runs to compare; null where there is none. */
  readonly plain: RunRecord | null;
  readonly broken: RunRecord | null;
  readonly sft: RunRecord | null;
  /** Their newest scores; null while one of the two to choose from is not known. */
  readonly scores: {
    readonly plain: LastScore;
    readonly broken: LastScore;
    readonly sft: LastScore | null;
  } | null;
  /** Ids that Compare shows by its address. */
  readonly compared: readonly string[];
}

/** Whether the run was scored after some training, so that there is something to compare. */
const isScored = ({ step, funcSec }: RunRecord) => step > 0 && funcSec !== null;

type Source = Pick<
  PageState,
  'place' | 'run' | 'runConfig' | 'config' | 'lessonNotes' | 'shownMask' | 'pinnedToken' | 'library'
>;

/** @param histories what the library tells of its runs, by id */
export function factsOf(
  state: Source,
  histories: ReadonlyMap<string, RunHistory> = new Map(),
): LessonFacts {
  const { run, runConfig, lessonNotes, pinnedToken, place } = state;
  const rollout = selectedRollout(run);
  const isPinned =
    rollout !== null &&
    pinnedToken?.step === rollout.step &&
    pinnedToken.group === rollout.group &&
    pinnedToken.index === rollout.index;
  const from = (lessonNotes.before ?? state.config).diffLevel;
  const runs = (state.library.list?.runs ?? []).filter(isScored);
  const newest = (kind: RunKind) => runs.find(({ config }) => runKindOf(config) === kind) ?? null;
  const plain = newest('plain');
  const broken = newest('broken');
  const sft = newest('sft');
  const score = (record: RunRecord | null) =>
    record && lastScore(histories.get(record.id)?.evaluations ?? []);
  const scores = { plain: score(plain), broken: score(broken), sft: score(sft) };
  return {
    mask: state.shownMask,
    looks: lessonNotes.looks,
    answered: cardIds.filter((id) => lessonNotes.predictions[id]?.isGiven === true),
    levels: { from, to: from === 'line' ? defaultRunConfig.diffLevel : 'line' },
    run,
    runKind: runConfig && runKindOf(runConfig),
    rollout,
    token: isPinned ? pinnedToken.token : rollout === null ? 0 : tellingToken(rollout),
    isPinned,
    isContrast: place.screen === 'tokens' && place.details['contrast'] === '1',
    plain,
    broken,
    sft,
    scores:
      scores.plain && scores.broken
        ? { ...scores, plain: scores.plain, broken: scores.broken }
        : null,
    compared: place.screen === 'compare' ? (place.details['runs']?.split(',') ?? []) : [],
  };
}

const tellingToken = ({ tokens, tokenAdvantages }: Rollout) =>
  firstTelling(tokens, tokenAdvantages);
