/** The cards of the lesson as data: where each one stands, and what it changes in the settings of a run. Pure. */
import type { RunConfig } from '../../core/runConfig.ts';
import type { Place } from '../state/place.ts';

/** In the order of the lesson. */
export const cardIds = [
  'pair',
  'mask',
  'sft',
  'step',
  'colours',
  'contrast',
  'learn',
  'break',
  'compare',
  'limits',
] as const;
export type CardId = (typeof cardIds)[number];

export const isCardId = (name: string | null): name is CardId =>
  cardIds.some((known) => known === name);

/** RL with the reader's settings, SFT alone, or token rewards alone (breakChanges). */
export type RunKind = 'plain' | 'sft' | 'broken';

export interface Card {
  /** The screen that it talks about. */
  readonly place: Place;
  /** Whose numbers it asks about; null where it needs no run, or takes any. */
  readonly run: RunKind | null;
}

/** The pair that docs/masks.md follows. */
const pair = 'path-folder';

const at = (screen: Place['screen'], details: Place['details'] = {}): Place => ({
  screen,
  details,
});

export const cards: Readonly<Record<CardId, Card>> = {
  pair: { place: at('data', { pair }), run: null },
  mask: { place: at('data', { pair }), run: null },
  sft: { place: at('train'), run: 'sft' },
  step: { place: at('train'), run: 'plain' },
  colours: { place: at('tokens'), run: 'plain' },
  contrast: { place: at('tokens'), run: 'plain' },
  learn: { place: at('train'), run: 'plain' },
  break: { place: at('train'), run: 'broken' },
  compare: { place: at('compare', { metric: 'eval/func@1' }), run: null },
  limits: { place: at('tokens'), run: null },
};

/** From 1. */
export const cardNumber = (id: CardId): number => cardIds.indexOf(id) + 1;

/** The card before (−1) or after (+1); null at the ends. */
export const neighbour = (id: CardId, direction: 1 | -1): CardId | null =>
  cardIds[cardIds.indexOf(id) + direction] ?? null;

/** Few steps of SFT and nothing after them. */
export const sftChanges = { sftSteps: 5, maxSteps: 0 } as const satisfies Partial<RunConfig>;

/** Token rewards alone, at three times their weight, in large steps of all weights that nothing holds back. */
export const breakChanges = {
  functionalWeight: 0,
  secureWeight: 0,
  parseWeight: 0,
  tokenAdvantageWeight: 3,
  targetModules: 'all',
  learningRate: 1e-3,
  lrSchedulerType: 'constant',
  beta: 0,
  maxSteps: 10,
  evalSteps: 5,
} as const satisfies Partial<RunConfig>;
