/** Whether what a card tells the reader to do has been done; where it is only to look, that the question was answered. Pure. */
import type { CardId } from './cards.ts';
import type { LessonFacts } from './facts.ts';
import { levelEffect } from './maskChecks.ts';
import { exploitCount, groupSpread } from './rolloutChecks.ts';
import { collapse, imitated, learnt } from './runChecks.ts';

/** Without a choice, Compare shows the newest runs. */
const showsBoth = ({ plain, broken, compared }: LessonFacts) =>
  plain !== null &&
  broken !== null &&
  (compared.length === 0 || (compared.includes(plain.id) && compared.includes(broken.id)));

const happenings: Readonly<Record<CardId, (facts: LessonFacts) => boolean>> = {
  pair: ({ mask, answered }) => mask !== null && answered.includes('pair'),
  mask: (facts) => levelEffect(facts) !== null,
  sft: (facts) => imitated(facts) !== null,
  step: (facts) => groupSpread(facts) !== null,
  colours: ({ isPinned }) => isPinned,
  contrast: ({ isContrast }) => isContrast,
  learn: (facts) => learnt(facts) !== null,
  break: (facts) => collapse(facts) !== null,
  compare: (facts) => showsBoth(facts) && facts.answered.includes('compare'),
  limits: (facts) => exploitCount(facts) !== null && facts.answered.includes('limits'),
};

export const hasHappened = (id: CardId, facts: LessonFacts): boolean => happenings[id](facts);
